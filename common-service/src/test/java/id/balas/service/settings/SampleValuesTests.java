package id.balas.service.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

/// Against the `.env.example` of the root itself.
class SampleValuesTests {

  private static final String OWN_DATABASE = "postgresql://balas:4kq9@localhost:5432/balas";

  @ParameterizedTest
  @CsvSource({
    "WHAPI_TOKEN, change-me-token",
    "WHAPI_SECRET, change-me-secret",
    "DATABASE_URL, postgresql://balas:change-me-password@localhost:5432/balas",
    "WHAPI_SECRET, 'a-new-one, change-me-secret'",
    "DB_PASSWORD, change-me-password",
    "DATABASE_URL, postgresql://desk:change-me-password@db.example.com/desk",
  })
  void productionRejectsSampleValues(String name, String value) {
    assertThatThrownBy(
            () -> new SharedSettings(true).derive(production().withProperty(name, value)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(name + " still has a sample value of .env.example: ");
  }

  @Test
  void productionAcceptsOtherValues() {
    assertThatCode(
            () -> new SharedSettings(true).derive(production().withProperty("WHAPI_TOKEN", "J8s")))
        .doesNotThrowAnyException();
  }

  @Test
  void acceptsSampleValuesOutsideProduction() {
    var environment = new MockEnvironment().withProperty("WHAPI_TOKEN", "change-me-token");

    assertThatCode(() -> new SharedSettings(false).derive(environment)).doesNotThrowAnyException();
  }

  private static MockEnvironment production() {
    var environment = new MockEnvironment().withProperty("DATABASE_URL", OWN_DATABASE);
    environment.setActiveProfiles("production");
    return environment;
  }
}
