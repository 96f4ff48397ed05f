package id.balas.auth.account;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.throttle.DeviceCookie;
import id.balas.auth.user.UserChanges;
import id.balas.auth.user.UserFields.EmailAddress;
import id.balas.auth.user.UserFields.PhoneNumber;
import id.balas.auth.user.UserFields.Printable;
import id.balas.auth.user.UserView;
import id.balas.auth.user.Users;
import id.balas.service.web.PlainText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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

/// The account of the signed-in user.
@RestController
@Tag(name = "My account")
@RequestMapping("/auth/me")
class MeController {

  private final Users users;
  private final UserChanges changes;
  private final CredentialChanges credentials;
  private final TotpEnrollment enrollment;
  private final DeviceCookie devices;

  MeController(
      Users users,
      UserChanges changes,
      CredentialChanges credentials,
      TotpEnrollment enrollment,
      DeviceCookie devices) {
    this.users = users;
    this.changes = changes;
    this.credentials = credentials;
    this.enrollment = enrollment;
    this.devices = devices;
  }

  record OwnChange(
      @Schema(example = "Siti Aminah") @PlainText(max = 100) @Printable @Nullable String name,
      @Schema(example = "siti@example.com") @EmailAddress @Nullable String email,
      @Schema(example = "+628111222333") @PhoneNumber @Nullable String phone) {}

  record PasswordChange(
      @Schema(example = "rahasia-besar-7") @NotNull String currentPassword,
      @Schema(example = "rahasia-besar-8") @NotNull String newPassword) {}

  record ByPassword(@Schema(example = "rahasia-besar-7") @NotNull String password) {}

  record Code(@Schema(example = "123456") @NotNull String code) {}

  /// A user types `secret` into an authenticator app, or the app reads `uri` from a QR code.
  record TotpOffer(
      @Schema(example = "JBSWY3DPEHPK3PXP") String secret,
      @Schema(example = "otpauth://totp/Balas:siti?secret=JBSWY3DPEHPK3PXP&issuer=Balas")
          String uri) {}

  @Operation(summary = "Get my account")
  @GetMapping
  UserView me(@AuthenticationPrincipal Caller caller) {
    return UserView.of(users.get(Long.parseLong(caller.id())));
  }

  @Operation(
      summary = "Change my name, e-mail address or phone number",
      description = "Another e-mail address needs a recent confirmation.")
  @PatchMapping
  UserView change(
      @RequestBody @Valid OwnChange change,
      CallerAuthentication known,
      HttpServletRequest connection) {
    return UserView.of(
        changes.changeOwn(
            known, change.name(), change.email(), change.phone(), connection.getRemoteAddr()));
  }

  @Operation(summary = "Change my password and end my other sessions")
  @PostMapping("/password")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(
      @RequestBody @Valid PasswordChange change,
      CallerAuthentication known,
      HttpServletRequest connection) {
    credentials.changePassword(
        known, change.currentPassword(), change.newPassword(), devices.place(connection));
  }

  @Operation(
      summary = "Get a secret for an authenticator app",
      description = "It takes effect when `/auth/me/totp/confirm` gets a code of the app.")
  @PostMapping("/totp")
  TotpOffer offerTotp(
      @RequestBody @Valid ByPassword request,
      CallerAuthentication known,
      HttpServletRequest connection) {
    return enrollment.offer(known, request.password(), devices.place(connection));
  }

  @Operation(
      summary = "Turn the authenticator app on with its first code",
      description = "Ends my other sessions.")
  @PostMapping("/totp/confirm")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void confirmTotp(
      @RequestBody @Valid Code request, CallerAuthentication known, HttpServletRequest connection) {
    enrollment.confirm(known, request.code(), devices.place(connection));
  }

  @Operation(
      summary = "Turn the authenticator app off",
      description = "Ends my other sessions and deletes my recovery codes.")
  @PostMapping("/totp/off")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void turnTotpOff(
      @RequestBody @Valid ByPassword request,
      CallerAuthentication known,
      HttpServletRequest connection) {
    credentials.turnTotpOff(known, request.password(), devices.place(connection));
  }
}
