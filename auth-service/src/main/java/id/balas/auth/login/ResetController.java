package id.balas.auth.login;

import id.balas.auth.audit.Audit;
import id.balas.auth.password.PasswordRule;
import id.balas.auth.password.Passwords;
import id.balas.auth.secret.RandomSecret;
import id.balas.auth.throttle.LoginThrottle;
import id.balas.auth.user.AccountChanges;
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
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
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
  private final Passwords passwords;
  private final PasswordRule rule;
  private final LoginThrottle throttle;
  private final AccountChanges accounts;
  private final Audit audit;
  private final Clock clock;

  ResetController(
      Users users,
      Passwords passwords,
      PasswordRule rule,
      LoginThrottle throttle,
      AccountChanges accounts,
      Audit audit,
      Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.rule = rule;
    this.throttle = throttle;
    this.accounts = accounts;
    this.audit = audit;
    this.clock = clock;
  }

  record ResetRequest(
      @Schema(example = "siti") @NotNull String identifier,
      @Schema(example = "7KQ2MB94XD") @NotNull String code,
      @Schema(example = "rahasia-besar-8") @NotNull String password) {}

  @Operation(summary = "Set a new password with the one-time code from an admin")
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
    String address = connection.getRemoteAddr();
    Optional<User> user = users.named(who);
    LoginThrottle.Attempt attempt = throttle.take(who, user.map(User::id).orElse(null), address);
    if (user.isEmpty() || user.get().isDisabled() || !isOpen(user.get(), code)) {
      audit.recordAnonymous(
          who, "reset.failed", user.map(known -> "user:" + known.id()).orElse(null), address, null);
      throw wrong();
    }
    accounts.resetPassword(
        user.get().id(),
        passwords.hash(request.password()),
        address,
        account -> {
          if (!isOpen(account, code)) {
            throw wrong();
          }
        });
    throttle.giveBack(attempt);
  }

  private boolean isOpen(User user, String code) {
    String hash = user.openReset(clock.instant());
    return hash != null && RandomSecret.matches(code, hash);
  }

  private static ProblemException wrong() {
    return ProblemException.unauthorized(
        "Unknown user, or the code is wrong, used or expired. Ask an admin for a new one.");
  }
}
