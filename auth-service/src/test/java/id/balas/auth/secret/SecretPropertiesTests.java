package id.balas.auth.secret;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.service.settings.InvalidSettingException;
import org.junit.jupiter.api.Test;

class SecretPropertiesTests {

  @Test
  void shortSecretKeyIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> new SecretProperties("0123456789abcdef0123456789abcde", ""))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("SECRET_KEY is shorter than 32 bytes")
        .hasMessageNotContaining("0123456789");
  }
}
