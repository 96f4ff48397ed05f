package id.balas.auth.user;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who may register, and where the links of invitations lead.
@ConfigurationProperties("balas.auth")
record RegistrationProperties(
    @DefaultValue("false") boolean openRegistration,
    @DefaultValue("http://localhost:8080") URI publicUrl,
    @DefaultValue FirstAdminUser firstAdmin) {

  /// The admin that is created while there is none; without a password a one-time token is logged
  /// instead.
  record FirstAdminUser(
      @DefaultValue("admin") String username,
      @DefaultValue("admin@localhost.localdomain") String email,
      @DefaultValue("") String password) {

    @Override
    public String toString() {
      return "FirstAdminUser[" + username + "]";
    }
  }
}
