package id.balas.auth.user;

import id.balas.auth.Caller;
import id.balas.auth.CallerAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What somebody who is signed in sees and changes of themselves.
@RestController
@RequestMapping("/auth/me")
class MeController {

  private final Users users;
  private final UserChanges changes;
  private final OwnSecrets secrets;

  MeController(Users users, UserChanges changes, OwnSecrets secrets) {
    this.users = users;
    this.changes = changes;
    this.secrets = secrets;
  }

  record OwnChange(@Nullable String name, @Nullable String email, @Nullable String phone) {}

  record PasswordChange(@Nullable String currentPassword, @Nullable String newPassword) {}

  record ByPassword(@Nullable String password) {}

  record Code(@Nullable String code) {}

  /// `secret` is what one types into an authenticator app, `uri` what the app reads from a QR code.
  record TotpOffer(String secret, String uri) {}

  @GetMapping
  UserView me(@AuthenticationPrincipal Caller caller) {
    return UserView.of(users.get(Long.parseLong(caller.id())));
  }

  @PatchMapping
  UserView change(
      @RequestBody OwnChange change,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    return UserView.of(
        changes.changeOwn(
            caller, change.name(), change.email(), change.phone(), connection.getRemoteAddr()));
  }

  /// Ends all sign-ins but this one.
  @PostMapping("/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(
      @RequestBody PasswordChange change,
      CallerAuthentication known,
      HttpServletRequest connection) {
    secrets.changePassword(
        known, change.currentPassword(), change.newPassword(), connection.getRemoteAddr());
  }

  /// Holds only once a code of the app has confirmed it.
  @PostMapping("/totp")
  TotpOffer offerTotp(
      @RequestBody ByPassword request,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    return secrets.offerTotp(caller, request.password(), connection.getRemoteAddr());
  }

  @PostMapping("/totp/confirm")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void confirmTotp(
      @RequestBody Code request,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    secrets.confirmTotp(caller, request.code(), connection.getRemoteAddr());
  }

  @PostMapping("/totp/off")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void turnTotpOff(
      @RequestBody ByPassword request,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    secrets.turnTotpOff(caller, request.password(), connection.getRemoteAddr());
  }
}
