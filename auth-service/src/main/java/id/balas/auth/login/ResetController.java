package id.balas.auth.login;

import id.balas.auth.audit.Audit;
import id.balas.auth.password.PasswordRule;
import id.balas.auth.throttle.DeviceCookie;
import id.balas.auth.throttle.LoginThrottle;
import id.balas.auth.throttle.Place;
import id.balas.auth.user.ResetCodes;
import id.balas.auth.user.User;
import id.balas.auth.user.UserFields;
import id.balas.auth.user.Users;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Sets a new password in place of a forgotten one, with a one-time code from an admin. An unknown
/// user and a wrong code get the same response.
@RestController
@Tag(name = "Login")
class ResetController {

  private static final int LONGEST_CODE = 100;

  private final Users users;
  private final ResetCodes codes;
  private final PasswordRule rule;
  private final LoginThrottle throttle;
  private final DeviceCookie devices;
  private final PasswordReset reset;
  private final Audit audit;

  ResetController(
      Users users,
      ResetCodes codes,
      PasswordRule rule,
      LoginThrottle throttle,
      DeviceCookie devices,
      PasswordReset reset,
      Audit audit) {
    this.users = users;
    this.codes = codes;
    this.rule = rule;
    this.throttle = throttle;
    this.devices = devices;
    this.reset = reset;
    this.audit = audit;
  }

  record ResetRequest(
      @Schema(example = "siti") @NotNull String identifier,
      @Schema(example = "7KQ2MB94XD") @NotNull String code,
      @Schema(example = "rahasia-besar-8") @NotNull String password,
      @Schema(example = "false", description = "Leave my API keys valid")
          @Nullable Boolean keepKeys,
      @Schema(example = "false", description = "Leave my open invitations valid")
          @Nullable Boolean keepInvitations) {}

  @Operation(
      summary = "Set a new password with the one-time code from an admin",
      description = "Ends all sessions, and revokes the user's API keys and open invitations.")
  @PostMapping("/auth/reset")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void reset(@RequestBody @Valid ResetRequest request, HttpServletRequest connection) {
    String who = request.identifier().strip();
    String code = request.code().strip().toUpperCase(Locale.ROOT);
    if (!UserFields.canIdentify(who) || code.length() > LONGEST_CODE) {
      throw wrong();
    }
    // Before the code is checked: a refused password must not reveal whether the code is right.
    rule.check("password", request.password(), who);
    Place place = devices.place(connection);
    Optional<User> user = users.named(who);
    LoginThrottle.Attempt attempt = throttle.take(who, user.map(User::id).orElse(null), place);
    if (user.isEmpty() || user.get().isDisabled() || !codes.isOpen(user.get(), code)) {
      user.ifPresentOrElse(
          known ->
              audit.recordAnonymous(
                  known.username(), "reset.failed", "user:" + known.id(), place.address(), null),
          () -> audit.recordUnknown(who, "reset.failed", place.address()));
      throw wrong();
    }
    // The code is right, even if the server is too busy to hash the password.
    throttle.giveBack(attempt);
    reset.replace(user.get(), request, code, place, ResetController::wrong);
  }

  private static ProblemException wrong() {
    return ProblemException.unauthorized(
        "Unknown user, or the code is wrong, used or expired. Ask an admin for a new one.");
  }
}
