package id.balas.auth.user;

import id.balas.service.settings.InvalidSettingException;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who may register, and the base of the links in invitations.
@ConfigurationProperties("balas.auth")
record RegistrationProperties(
    @DefaultValue("false") boolean openRegistration,
    @DefaultValue("http://localhost:8080") URI publicUrl,
    @DefaultValue FirstAdminUser firstAdmin) {

  /// The admin that is created if there is no admin. Without a password a one-time link is logged
  /// instead.
  record FirstAdminUser(
      @DefaultValue("admin") String username,
      @DefaultValue("admin@localhost.localdomain") String email,
      @DefaultValue("") String password) {

    FirstAdminUser {
      if (!username.matches(UserFields.USERNAME)) {
        throw new InvalidSettingException(
            "BALAS_ADMIN_USERNAME",
            "is invalid",
            "set it to 2 to 50 letters, digits, dots, dashes or underscores, at least one of them a letter or digit");
      }
      if (!email.matches(UserFields.EMAIL)) {
        throw new InvalidSettingException(
            "BALAS_ADMIN_EMAIL",
            "is invalid",
            "set it to an e-mail address such as admin@example.com");
      }
    }

    @Override
    public String toString() {
      return "FirstAdminUser[" + username + "]";
    }
  }
}
