package id.balas.auth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.events.testing.TestPostgres;
import id.balas.service.settings.InvalidSettingException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The error messages of failed starts.
class StartIT {

  @Test
  void missingDatabaseUrlIsReported() {
    assertThatThrownBy(() -> RunningService.on(""))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("DATABASE_URL is missing: set it to postgresql://");
  }

  @Test
  void unreachableDatabaseIsReportedWithoutPassword() {
    assertThatThrownBy(() -> RunningService.on("postgresql://balas:secret@localhost:1/balas"))
        .rootCause()
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("DATABASE_URL does not lead to a database that accepts the login: ")
        .hasMessageContaining("localhost:1 refused")
        .hasMessageNotContaining("secret");
  }

  @Test
  void missingSecretKeyIsReported() {
    assertThatThrownBy(() -> RunningService.on(TestPostgres.newDatabase(), "--SECRET_KEY="))
        .rootCause()
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("SECRET_KEY is missing: set it to at least 32 random bytes");
  }

  @Asvs("11.2.2")
  @Tag("long")
  @Test
  void newSecretKeyNeedsThePreviousOne() {
    String database = TestPostgres.newDatabase();
    String fresh = "--SECRET_KEY=another-secret-key-of-more-than-32-bytes";
    RunningService.on(database).close();

    assertThatThrownBy(() -> RunningService.on(database, fresh))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("SECRET_KEY does not decrypt the signing keys in the database");
    RunningService.on(database, fresh, "--SECRET_KEY_PREVIOUS=" + RunningService.SECRET_KEY)
        .close();
    RunningService.on(database, fresh).close();
  }

  @Asvs({"6.2.1", "15.3.4"})
  @ParameterizedTest
  @CsvSource({
    "TRUSTED_PROXIES=, TRUSTED_PROXIES is missing",
    "TRUSTED_PROXIES=.*, TRUSTED_PROXIES trusts every address",
    "PASSWORD_MIN_LENGTH=7, PASSWORD_MIN_LENGTH is too small for production"
  })
  void productionRefusesUnsafeSettings(String setting, String message) {
    assertThatThrownBy(() ->
            RunningService.on(
                TestPostgres.newDatabase(), "--spring.profiles.active=production", "--" + setting))
        .rootCause()
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void productionStartsWithoutProxyIfSetToNone() {
    RunningService.on(
            TestPostgres.newDatabase(),
            "--spring.profiles.active=production",
            "--TRUSTED_PROXIES=none")
        .close();
  }
}
