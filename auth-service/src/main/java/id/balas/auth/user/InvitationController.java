package id.balas.auth.user;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.Role;
import id.balas.auth.audit.Audit;
import id.balas.auth.session.RecentConfirmation;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Invitations by admins. The holder of the link can register once, until it expires.
@RestController
@Tag(name = "Invitations")
class InvitationController {

  private static final int USUAL_HOURS = 72;
  private static final int MAX_HOURS = 720;

  private final Invitations invitations;
  private final Users users;
  private final RecentConfirmation confirmation;
  private final Audit audit;
  private final URI publicUrl;

  InvitationController(
      Invitations invitations,
      Users users,
      RecentConfirmation confirmation,
      Audit audit,
      RegistrationProperties properties) {
    this.invitations = invitations;
    this.users = users;
    this.confirmation = confirmation;
    this.audit = audit;
    this.publicUrl = properties.publicUrl();
  }

  record InvitationRequest(
      @Schema(example = "karyawan") @Nullable Role role,
      @Schema(example = "72") @Range(min = 1, max = MAX_HOURS) @Nullable Integer expiresInHours) {}

  /// `token` and `link` are shown only here.
  record Invited(
      @Schema(example = "3") long id,
      @Schema(example = "k1vQ0…") String token,
      @Schema(example = "https://desk.example.com/#/invitation/k1vQ0…") URI link,
      @Schema(example = "karyawan") Role role,
      @Schema(example = "2026-01-31T08:00:00Z") Instant expiresAt) {}

  @Operation(summary = "Invite a user to register", description = "Needs a recent confirmation.")
  @PostMapping("/invitations")
  @ResponseStatus(HttpStatus.CREATED)
  @Transactional
  Invited invite(
      @RequestBody @Valid InvitationRequest request,
      CallerAuthentication known,
      HttpServletRequest connection) {
    Caller caller = known.getPrincipal();
    // First: it waits for a request that ends the caller's sessions and invitations.
    users.requireRights(caller);
    confirmation.require(known);
    Role role = request.role() == null ? Role.KARYAWAN : request.role();
    int hours = request.expiresInHours() == null ? USUAL_HOURS : request.expiresInHours();
    Invitations.Issued issued =
        invitations.issue(role, Duration.ofHours(hours), Long.parseLong(caller.id()));
    audit.record(
        caller,
        "invitation.issued",
        "invitation:" + issued.id(),
        connection.getRemoteAddr(),
        role.word());
    return new Invited(issued.id(), issued.token(), link(issued.token()), role, issued.expiresAt());
  }

  private URI link(String token) {
    return publicUrl.resolve("/#/invitation/" + token);
  }

  @Operation(summary = "List the open invitations")
  @GetMapping("/invitations")
  List<Invitations.Open> open() {
    return invitations.open();
  }

  @Operation(summary = "Withdraw an invitation")
  @DeleteMapping("/invitations/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Transactional
  void withdraw(
      @Parameter(description = "The invitation's id", example = "3") @PathVariable long id,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    if (!invitations.withdraw(id)) {
      throw ProblemException.notFound("There is no such open invitation.");
    }
    audit.record(
        caller, "invitation.withdrawn", "invitation:" + id, connection.getRemoteAddr(), null);
  }
}
