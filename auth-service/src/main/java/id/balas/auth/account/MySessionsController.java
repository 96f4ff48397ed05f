package id.balas.auth.account;

import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.RightsChanged;
import id.balas.auth.audit.Audit;
import id.balas.auth.session.RecentConfirmation;
import id.balas.auth.session.Sessions;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Where the user is signed in.
@RestController
@Tag(name = "My account")
@RequestMapping("/auth/me/sessions")
class MySessionsController {

  private final Sessions sessions;
  private final RecentConfirmation confirmation;
  private final ApplicationEventPublisher events;
  private final Audit audit;

  MySessionsController(
      Sessions sessions,
      RecentConfirmation confirmation,
      ApplicationEventPublisher events,
      Audit audit) {
    this.sessions = sessions;
    this.confirmation = confirmation;
    this.events = events;
    this.audit = audit;
  }

  @Operation(summary = "List my open sessions")
  @GetMapping
  List<Sessions.OpenSession> list(CallerAuthentication known) {
    return sessions.open(Long.parseLong(known.getPrincipal().id()), known.session());
  }

  @Operation(summary = "End one of my sessions", description = "Needs a recent confirmation.")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Transactional
  void end(
      @Parameter(description = "The session's id", example = "0b0d5c5e-8f5c-4a53-9a53-0d1c1f0a7e11")
          @PathVariable
          UUID id,
      CallerAuthentication known,
      HttpServletRequest connection) {
    confirmation.require(known);
    if (!sessions.isOpen(id, Long.parseLong(known.getPrincipal().id()))) {
      throw ProblemException.notFound("There is no such open session of yours.");
    }
    sessions.end(id, "ended by the user");
    events.publishEvent(new RightsChanged());
    audit.record(
        known.getPrincipal(), "session.ended", "session:" + id, connection.getRemoteAddr(), null);
  }
}
