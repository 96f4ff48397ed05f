package id.balas.auth.account;

import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.session.RecentConfirmation;
import id.balas.auth.throttle.DeviceCookie;
import id.balas.auth.throttle.Place;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Confirms the identity of a signed-in user. Sensitive actions need it: [RecentConfirmation].
@RestController
@Tag(name = "My account")
class ConfirmController {

  private final PasswordConfirmation confirmation;
  private final RecentConfirmation recent;
  private final DeviceCookie devices;

  ConfirmController(
      PasswordConfirmation confirmation, RecentConfirmation recent, DeviceCookie devices) {
    this.confirmation = confirmation;
    this.recent = recent;
    this.devices = devices;
  }

  /// One of both.
  record Confirmation(
      @Schema(example = "rahasia-besar-7") @Nullable String password,
      @Schema(example = "123456") @Nullable String code) {}

  record Confirmed(@Schema(example = "2026-01-28T08:10:00Z") Instant confirmedUntil) {}

  @Operation(
      summary = "Confirm my identity with my password or a code of my authenticator app",
      description =
          "Sensitive actions return 403 with the code `confirmation_required` without it. It is valid for 10 minutes, as a sign-in is.")
  @PostMapping("/auth/confirm")
  Confirmed confirm(
      @RequestBody Confirmation request,
      CallerAuthentication known,
      HttpServletRequest connection) {
    Place place = devices.place(connection);
    if (request.password() != null) {
      confirmation.byPassword(known, request.password(), place);
    } else if (request.code() != null) {
      confirmation.byCode(known, request.code(), place);
    } else {
      throw ProblemException.invalid("password", "is missing. Send it, or a code as \"code\".");
    }
    return new Confirmed(recent.until());
  }
}
