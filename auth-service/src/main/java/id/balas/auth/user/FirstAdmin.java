package id.balas.auth.user;

import id.balas.auth.Refused;
import id.balas.auth.access.Role;
import id.balas.auth.audit.Audit;
import id.balas.service.settings.InvalidSettingException;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// Where there is no admin, makes the one of the settings, or prints a token with which somebody
/// who can read the log becomes one.
@Component
class FirstAdmin implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);
  private static final Duration LIFETIME = Duration.ofHours(24);

  private final Users users;
  private final Registration registration;
  private final Invitations invitations;
  private final Audit audit;
  private final RegistrationProperties.FirstAdminUser settings;
  private final URI publicUrl;

  FirstAdmin(
      Users users,
      Registration registration,
      Invitations invitations,
      Audit audit,
      RegistrationProperties properties) {
    this.users = users;
    this.registration = registration;
    this.invitations = invitations;
    this.audit = audit;
    this.settings = properties.firstAdmin();
    this.publicUrl = properties.publicUrl();
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (users.admins() > 0) {
      return;
    }
    if (!settings.password().isEmpty()) {
      make();
      return;
    }
    log.warn(
        "There is no admin yet. Whoever opens {} becomes one; it serves once, for 24 hours.",
        publicUrl.resolve("/#/setup/" + invitations.issue(Role.ADMIN, LIFETIME, null).token()));
  }

  // Another instance may do the same at this moment.
  private void make() {
    try {
      registration.register(
          new Registration.Wish(
              settings.username(),
              settings.email(),
              settings.username(),
              settings.password(),
              null,
              Role.ADMIN),
          this::refuseWhereThereIsOne,
          user ->
              audit.recordOfStranger(
                  null, "user.registered", "user:" + user.id(), "settings", "first admin"));
      log.info("Made the first admin, {}, of the settings", settings.username());
    } catch (Refused e) {
      if (users.admins() == 0) {
        throw new InvalidSettingException(
            "BALAS_ADMIN_PASSWORD", "makes no admin", String.valueOf(e.getBody().getDetail()));
      }
    }
  }

  void refuseWhereThereIsOne() {
    users.takeTurnWithAdmins();
    if (users.admins() > 0) {
      throw Refused.forbidden("There is an admin already.");
    }
  }
}
