package id.balas.auth.user;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.Role;
import id.balas.auth.access.Who;
import id.balas.auth.audit.Audit;
import id.balas.auth.session.RecentConfirmation;
import id.balas.auth.throttle.LoginThrottle;
import id.balas.auth.user.UserFields.EmailAddress;
import id.balas.auth.user.UserFields.PhoneNumber;
import id.balas.auth.user.UserFields.Printable;
import id.balas.auth.user.UserFields.Username;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Registers a user: for a signed-in admin, with an invitation, with the first admin's token, or,
/// with `OPEN_REGISTRATION`, a `karyawan` without any.
@RestController
@Tag(name = "Users")
class RegisterController {

  private final Registration registration;
  private final Invitations invitations;
  private final FirstAdmin firstAdmin;
  private final RecentConfirmation confirmation;
  private final LoginThrottle throttle;
  private final Audit audit;
  private final boolean open;

  RegisterController(
      Registration registration,
      Invitations invitations,
      FirstAdmin firstAdmin,
      RecentConfirmation confirmation,
      LoginThrottle throttle,
      Audit audit,
      RegistrationProperties properties) {
    this.registration = registration;
    this.invitations = invitations;
    this.firstAdmin = firstAdmin;
    this.confirmation = confirmation;
    this.throttle = throttle;
    this.audit = audit;
    this.open = properties.openRegistration();
  }

  record RegisterRequest(
      @Schema(example = "Siti Aminah") @NotNull @PlainText(max = 100) @Printable String name,
      @Schema(example = "siti@example.com") @NotNull @EmailAddress String email,
      @Schema(example = "siti") @NotNull @Username String username,
      @Schema(example = "rahasia-besar-7") @NotNull String password,
      @Schema(example = "+628111222333") @PhoneNumber @Nullable String phone,
      @Schema(example = "karyawan") @Nullable Role role,
      @Schema(example = "k1vQ0…") @Nullable String invitation,
      @Schema(example = "k1vQ0…") @JsonProperty("setup_token") @Nullable String setupToken) {}

  record Registered(@Schema(example = "The user is registered.") String message, UserView data) {}

  private record Permit(Role role, Runnable use) {}

  @Operation(summary = "Register a user", description = "An admin needs a recent confirmation.")
  @PostMapping("/auth/register")
  @ResponseStatus(HttpStatus.CREATED)
  Registered register(
      @RequestBody @Valid RegisterRequest request,
      @Nullable CallerAuthentication known,
      HttpServletRequest connection) {
    String address = connection.getRemoteAddr();
    Caller admin = known == null ? null : admin(known);
    LoginThrottle.Attempt attempt = admin == null ? throttle.takeOfAddress(address) : null;
    Permit permit = admin == null ? permit(request) : permit(request, admin);
    User user =
        registration.register(
            new Registration.NewUser(
                request.name(),
                request.email(),
                request.username(),
                request.password(),
                request.phone(),
                permit.role()),
            permit.use(),
            added -> {
              String target = "user:" + added.id();
              if (admin == null) {
                audit.recordAnonymous(
                    added.username(), "user.registered", target, address, added.role().word());
              } else {
                audit.record(admin, "user.registered", target, address, added.role().word());
              }
            });
    // Without a token even a success counts as a failure, so that one address cannot register many.
    if (attempt != null && (request.invitation() != null || request.setupToken() != null)) {
      throttle.giveBack(attempt);
    }
    return new Registered("The user is registered.", UserView.of(user));
  }

  private @Nullable Caller admin(CallerAuthentication known) {
    if (!Who.ADMIN.includes(known.getPrincipal())) {
      return null;
    }
    confirmation.require(known);
    return known.getPrincipal();
  }

  private Permit permit(RegisterRequest request, Caller admin) {
    return new Permit(orKaryawan(request.role()), () -> registration.requireRights(admin));
  }

  private Permit permit(RegisterRequest request) {
    if (request.setupToken() != null) {
      String token = request.setupToken();
      return new Permit(role(request, token, true), () -> useSetup(token));
    }
    if (request.invitation() != null) {
      String token = request.invitation();
      return new Permit(role(request, token, false), () -> use(token));
    }
    if (!open) {
      throw ProblemException.forbidden("Registration needs an invitation. Ask an admin for one.");
    }
    if (request.role() == Role.ADMIN) {
      throw ProblemException.forbidden(
          "Registration as admin needs an invitation. Ask an admin for one.");
    }
    return new Permit(Role.KARYAWAN, () -> {});
  }

  private Role role(RegisterRequest request, String token, boolean setup) {
    Role given = invitations.role(token, setup).orElseThrow(RegisterController::noInvitation);
    if (request.role() != null && request.role() != given) {
      throw ProblemException.forbidden("The invitation is for another role.");
    }
    return given;
  }

  private void use(String token) {
    if (!invitations.use(token)) {
      throw noInvitation();
    }
  }

  private void useSetup(String token) {
    firstAdmin.requireNoAdmin();
    use(token);
    invitations.withdrawSetup();
  }

  private static Role orKaryawan(@Nullable Role role) {
    return role == null ? Role.KARYAWAN : role;
  }

  private static ProblemException noInvitation() {
    return ProblemException.forbidden(
        "The invitation is unknown, used or expired. Ask an admin for a new one.");
  }
}
