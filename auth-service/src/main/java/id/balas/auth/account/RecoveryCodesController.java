package id.balas.auth.account;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.audit.Audit;
import id.balas.auth.factor.RecoveryCodes;
import id.balas.auth.session.RecentConfirmation;
import id.balas.auth.user.User;
import id.balas.auth.user.Users;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The user's recovery codes.
@RestController
@Tag(name = "My account")
@RequestMapping("/auth/me/recovery-codes")
class RecoveryCodesController {

  private final RecoveryCodes codes;
  private final Users users;
  private final RecentConfirmation confirmation;
  private final Audit audit;

  RecoveryCodesController(
      RecoveryCodes codes, Users users, RecentConfirmation confirmation, Audit audit) {
    this.codes = codes;
    this.users = users;
    this.confirmation = confirmation;
    this.audit = audit;
  }

  /// The codes are shown only here.
  @Schema(name = "RecoveryCodes")
  record Fresh(@Schema(example = "[\"7KQ2MB-94XDHV-3TRZWA-6PLCNE\"]") List<String> codes) {}

  @Schema(name = "RecoveryCodesLeft")
  record Left(@Schema(example = "9") int left) {}

  @Operation(summary = "Get the number of my unused recovery codes")
  @GetMapping
  Left left(@AuthenticationPrincipal Caller caller) {
    return new Left(codes.left(Long.parseLong(caller.id())));
  }

  @Operation(
      summary = "Create 10 recovery codes, which replace the earlier ones",
      description =
          "Each replaces a code of the authenticator app once: send it as `totp` to `/auth/login`. Needs a recent confirmation.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Transactional
  Fresh replace(CallerAuthentication known, HttpServletRequest connection) {
    confirmation.require(known);
    // Of two replacements at once neither sees the new codes of the other: both sets would be
    // valid.
    users.lockAccounts();
    Caller caller = known.getPrincipal();
    User user = users.get(Long.parseLong(caller.id()));
    if (!user.usesTotp()) {
      throw ProblemException.conflict("There is no authenticator app in use. Add one first.");
    }
    List<String> fresh = codes.replace(user);
    audit.record(
        caller, "recovery-codes.created", "user:" + user.id(), connection.getRemoteAddr(), null);
    return new Fresh(fresh);
  }
}
