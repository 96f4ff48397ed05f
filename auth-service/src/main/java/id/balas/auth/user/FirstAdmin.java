package id.balas.auth.user;

import id.balas.auth.access.Role;
import id.balas.auth.audit.Audit;
import id.balas.service.settings.InvalidSettingException;
import id.balas.service.web.ProblemException;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// Creates the first admin from the settings if there is no admin. Without a password in the
/// settings it logs a link instead, with which a reader of the log registers as admin.
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
      create();
      return;
    }
    log.warn(
        "There is no admin. Open {} to register as admin. The link is valid once, for 24 hours.",
        publicUrl.resolve("/#/setup/" + invitations.issue(Role.ADMIN, LIFETIME, null).token()));
  }

  // Another instance may create the admin at the same time.
  private void create() {
    try {
      registration.register(
          new Registration.NewUser(
              settings.username(),
              settings.email(),
              settings.username(),
              settings.password(),
              null,
              Role.ADMIN),
          this::requireNoAdmin,
          user ->
              audit.recordAnonymous(
                  null, "user.registered", "user:" + user.id(), "settings", "first admin"));
      log.info("Created the first admin {} from the settings", settings.username());
    } catch (ProblemException e) {
      if (users.admins() == 0) {
        throw new InvalidSettingException(
            "BALAS_ADMIN_PASSWORD", "is refused", String.valueOf(e.getBody().getDetail()));
      }
    }
  }

  void requireNoAdmin() {
    users.lockAccounts();
    if (users.admins() > 0) {
      throw ProblemException.forbidden(
          "There already is an admin. Ask an admin for an invitation.");
    }
  }
}
