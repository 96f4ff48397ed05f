package id.balas.auth.password;

import id.balas.service.settings.InvalidSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of passwords. The Python backend took 6 characters: that is possible, but not with the
/// profile `production`. Each step of `bcryptCost` doubles the work of a login.
@ConfigurationProperties("balas.auth")
record PasswordProperties(
    @DefaultValue("12") int bcryptCost, @DefaultValue("8") int passwordMinimum) {

  private static final int STRICT_MINIMUM = 8;

  PasswordProperties {
    if (bcryptCost < 4 || bcryptCost > 16) {
      throw new InvalidSettingException(
          "balas.auth.bcrypt-cost", "is out of range", "set it to a number from 4 to 16");
    }
    if (passwordMinimum < 6 || passwordMinimum > 72) {
      throw new InvalidSettingException(
          "PASSWORD_MIN_LENGTH", "is out of range", "set it to a number from 6 to 72");
    }
  }

  void requireStrict() {
    if (passwordMinimum < STRICT_MINIMUM) {
      throw new InvalidSettingException(
          "PASSWORD_MIN_LENGTH",
          "is too small for production",
          "set it to 8 or more. Passwords that users have stay valid");
    }
  }
}
