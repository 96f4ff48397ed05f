package id.balas.auth.login;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.user.UserChanges;
import id.balas.auth.user.UserView;
import id.balas.auth.user.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "My account")
@RequestMapping("/auth/me")
class MeController {

  private final Users users;
  private final UserChanges changes;
  private final CredentialChanges credentials;
  private final TotpEnrollment enrollment;

  MeController(
      Users users, UserChanges changes, CredentialChanges credentials, TotpEnrollment enrollment) {
    this.users = users;
    this.changes = changes;
    this.credentials = credentials;
    this.enrollment = enrollment;
  }

  record OwnChange(
      @Schema(example = "Siti Aminah") @Nullable String name,
      @Schema(example = "siti@example.com") @Nullable String email,
      @Schema(example = "+628111222333") @Nullable String phone) {}

  record PasswordChange(
      @Schema(example = "rahasia-besar-7") @Nullable String currentPassword,
      @Schema(example = "rahasia-besar-8") @Nullable String newPassword) {}

  record ByPassword(@Schema(example = "rahasia-besar-7") @Nullable String password) {}

  record Code(@Schema(example = "123456") @Nullable String code) {}

  /// `secret` is what one types into an authenticator app, `uri` what the app reads from a QR code.
  record TotpOffer(
      @Schema(example = "JBSWY3DPEHPK3PXP") String secret,
      @Schema(example = "otpauth://totp/Balas:siti?secret=JBSWY3DPEHPK3PXP&issuer=Balas")
          String uri) {}

  @Operation(summary = "Get my account")
  @GetMapping
  UserView me(@AuthenticationPrincipal Caller caller) {
    return UserView.of(users.get(Long.parseLong(caller.id())));
  }

  @Operation(summary = "Change my name, e-mail address or phone number")
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
  @Operation(summary = "Change my password and end my other sessions")
  @PostMapping("/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(
      @RequestBody PasswordChange change,
      CallerAuthentication known,
      HttpServletRequest connection) {
    credentials.changePassword(
        known, change.currentPassword(), change.newPassword(), connection.getRemoteAddr());
  }

  /// Holds only once a code of the app has confirmed it.
  @Operation(summary = "Get a secret for an authenticator app")
  @PostMapping("/totp")
  TotpOffer offerTotp(
      @RequestBody ByPassword request,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    return enrollment.offer(caller, request.password(), connection.getRemoteAddr());
  }

  @Operation(summary = "Turn the authenticator app on with its first code")
  @PostMapping("/totp/confirm")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void confirmTotp(
      @RequestBody Code request,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    enrollment.confirm(caller, request.code(), connection.getRemoteAddr());
  }

  @Operation(summary = "Turn the authenticator app off")
  @PostMapping("/totp/off")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void turnTotpOff(
      @RequestBody ByPassword request,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    credentials.turnTotpOff(caller, request.password(), connection.getRemoteAddr());
  }
}
