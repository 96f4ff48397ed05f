package id.balas.auth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.events.testing.TestPostgres;
import id.balas.service.settings.InvalidSettingException;
import org.junit.jupiter.api.Test;

/// What the service says where it cannot start.
class StartIT {

  @Test
  void asksForADatabase() {
    assertThatThrownBy(() -> RunningService.on(""))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("DATABASE_URL is missing: set it to postgresql://");
  }

  @Test
  void saysThatTheDatabaseDoesNotAnswer() {
    assertThatThrownBy(() -> RunningService.on("postgresql://balas:secret@localhost:1/balas"))
        .rootCause()
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("DATABASE_URL leads to no database that lets us in: ")
        .hasMessageContaining("localhost:1 refused")
        .hasMessageNotContaining("secret");
  }

  @Test
  void asksForASecretKeyOf32Bytes() {
    assertThatThrownBy(() -> RunningService.on(TestPostgres.newDatabase(), "--SECRET_KEY="))
        .rootCause()
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("SECRET_KEY is missing: set it to at least 32 random bytes");
    assertThatThrownBy(() ->
            RunningService.on(
                TestPostgres.newDatabase(), "--SECRET_KEY=0123456789abcdef0123456789abcde"))
        .rootCause()
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("SECRET_KEY is shorter than 32 bytes")
        .hasMessageNotContaining("0123456789");
  }

  @Test
  void startsWithANewSecretKeyOnlyIfItIsToldThePreviousOne() {
    String database = TestPostgres.newDatabase();
    String fresh = "--SECRET_KEY=another-secret-key-of-more-than-32-bytes";
    RunningService.on(database).close();

    assertThatThrownBy(() -> RunningService.on(database, fresh))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("SECRET_KEY does not open the signing keys in the database");
    RunningService.on(database, fresh, "--SECRET_KEY_PREVIOUS=" + RunningService.SECRET_KEY)
        .close();
    RunningService.on(database, fresh).close();
  }
}
