package id.balas.auth.account;

import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.session.RecentConfirmation;
import id.balas.auth.user.ResetCodes;
import id.balas.auth.user.UserChanges;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// One-time codes by which another user sets a new password. Admins cannot reset their own
/// password: a thief of a token would.
@RestController
@Tag(name = "Users")
class ResetOfferController {

  private final UserChanges changes;
  private final RecentConfirmation confirmation;
  private final IssuedAccess issued;

  ResetOfferController(UserChanges changes, RecentConfirmation confirmation, IssuedAccess issued) {
    this.changes = changes;
    this.confirmation = confirmation;
    this.issued = issued;
  }

  /// `apiKeys` and `invitations` end when the code is used, unless `/auth/reset` keeps them.
  record ResetCode(
      @Schema(example = "7KQ2MB94XD") String code,
      @Schema(example = "2026-01-31T08:00:00Z") Instant expiresAt,
      List<IssuedAccess.Key> apiKeys,
      List<IssuedAccess.Invitation> invitations) {}

  @Operation(
      summary = "Create a one-time code for a new password",
      description =
          "Give it to the user, who sends it to `/auth/reset` within 24 hours. Needs a recent confirmation.")
  @PostMapping("/users/{id}/reset")
  ResetCode offer(
      @Parameter(description = "The user's id", example = "7") @PathVariable long id,
      CallerAuthentication known,
      HttpServletRequest connection) {
    confirmation.require(known);
    if (known.getPrincipal().id().equals(String.valueOf(id))) {
      throw ProblemException.forbidden(
          "You cannot reset your own password. Change it with POST /auth/me/password.");
    }
    ResetCodes.Offered code =
        changes.offerReset(id, known.getPrincipal(), connection.getRemoteAddr());
    IssuedAccess.Issued access = issued.of(id);
    return new ResetCode(code.code(), code.expiresAt(), access.apiKeys(), access.invitations());
  }
}
