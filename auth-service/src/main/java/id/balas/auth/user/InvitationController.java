package id.balas.auth.user;

import id.balas.auth.AuthProperties;
import id.balas.auth.Caller;
import id.balas.auth.Refused;
import id.balas.auth.Role;
import id.balas.auth.audit.Audit;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

/// Lets admins invite people: whoever has the link registers with it, once, until it expires.
@RestController
class InvitationController {

  private static final int HOURS = 72;
  private static final int MOST_HOURS = 720;

  private final Invitations invitations;
  private final Audit audit;
  private final URI publicUrl;

  InvitationController(Invitations invitations, Audit audit, AuthProperties properties) {
    this.invitations = invitations;
    this.audit = audit;
    this.publicUrl = properties.publicUrl();
  }

  record InvitationRequest(@Nullable Role role, @Nullable Integer expiresInHours) {}

  /// `token`, and the link with it, are shown here and never again.
  record Invited(long id, String token, URI link, Role role, Instant expiresAt) {}

  @PostMapping("/invitations")
  @ResponseStatus(HttpStatus.CREATED)
  @Transactional
  Invited invite(
      @RequestBody InvitationRequest request,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    Role role = request.role() == null ? Role.KARYAWAN : request.role();
    int hours = request.expiresInHours() == null ? HOURS : request.expiresInHours();
    if (hours < 1 || hours > MOST_HOURS) {
      throw Refused.bad("expiresInHours must be 1 to " + MOST_HOURS + ".");
    }
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

  @GetMapping("/invitations")
  List<Invitations.Open> open() {
    return invitations.open();
  }

  @DeleteMapping("/invitations/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Transactional
  void withdraw(
      @PathVariable long id,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    if (!invitations.withdraw(id)) {
      throw Refused.notFound("There is no such open invitation.");
    }
    audit.record(
        caller, "invitation.withdrawn", "invitation:" + id, connection.getRemoteAddr(), null);
  }
}
