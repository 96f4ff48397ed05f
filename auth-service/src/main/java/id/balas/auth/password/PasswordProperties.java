package id.balas.auth.password;

import id.balas.service.settings.InvalidSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of passwords. Each step of `bcryptCost` doubles the work of a login.
@ConfigurationProperties("balas.auth")
record PasswordProperties(
    @DefaultValue("12") int bcryptCost, @DefaultValue("6") int passwordMinimum) {

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
}
