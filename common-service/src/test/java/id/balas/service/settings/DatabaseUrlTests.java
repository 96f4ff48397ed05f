package id.balas.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class DatabaseUrlTests {

  @ParameterizedTest
  @CsvSource({
    "postgresql://a:b@db:6543/desk, jdbc:postgresql://db:6543/desk, a, b",
    "postgres://a:b@db/desk, jdbc:postgresql://db:5432/desk, a, b",
    "postgresql+psycopg2://a:b@db/desk, jdbc:postgresql://db:5432/desk, a, b",
    "postgresql://a:b@db/desk?sslmode=require&a=1, jdbc:postgresql://db:5432/desk?sslmode=require&a=1, a, b",
    "postgresql://a%40b:p%3A%2F%40+%25@db/desk, jdbc:postgresql://db:5432/desk, a@b, p:/@+%",
    "postgresql://a:b#c:d@db/desk, jdbc:postgresql://db:5432/desk, a, b#c:d",
    "postgresql://a@[::1]:5432/desk, jdbc:postgresql://[::1]:5432/desk, a,",
    "postgresql://localhost/desk, jdbc:postgresql://localhost:5432/desk, ,",
  })
  void readsDatabaseUrls(String url, String jdbcUrl, String user, String password) {
    assertThat(DatabaseUrl.parse(url)).isEqualTo(new DatabaseUrl(jdbcUrl, user, password));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mysql://a:secret@db/desk",
        "postgresql://a:secret@db",
        "postgresql://a:secret@db:port/desk",
        "postgresql://a:secret%zz@db/desk",
        "postgresql://a:secret@/desk",
        "a:secret@db/desk"
      })
  void rejectsOtherTextsWithoutPrintingThem(String url) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(
            "DATABASE_URL is not the address of a PostgreSQL database: set it to postgresql://")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @Test
  void databaseUrlOverridesTheParts() {
    var environment =
        new MockEnvironment()
            .withProperty("DATABASE_URL", "postgresql://a:b@db/desk")
            .withProperty("DB_HOST", "other")
            .withProperty("DB_NAME", "other");

    assertThat(DatabaseUrl.of(environment).jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/desk");
  }

  @Test
  void partsReplaceDatabaseUrl() {
    var environment =
        new MockEnvironment()
            .withProperty("DATABASE_URL", "")
            .withProperty("DB_HOST", "db")
            .withProperty("DB_PORT", "6543")
            .withProperty("DB_NAME", "desk")
            .withProperty("DB_USER", "a@b")
            .withProperty("DB_PASSWORD", "p%41");

    assertThat(DatabaseUrl.of(environment))
        .isEqualTo(new DatabaseUrl("jdbc:postgresql://db:6543/desk", "a@b", "p%41"));
  }

  @Test
  void hostDefaultsToLocalhost() {
    var environment = new MockEnvironment().withProperty("DB_NAME", "desk");

    assertThat(DatabaseUrl.of(environment).jdbcUrl())
        .isEqualTo("jdbc:postgresql://localhost:5432/desk");
  }

  @Test
  void missingSettingsAreOneSentence() {
    assertThatThrownBy(() -> DatabaseUrl.of(new MockEnvironment()))
        .hasMessage(
            "DATABASE_URL is missing: set it to postgresql://user:password@host:5432/database,"
                + " in the environment or in .env.");
  }

  @Test
  void namesMissingOrInvalidPart() {
    assertThatThrownBy(() -> DatabaseUrl.of(new MockEnvironment().withProperty("DB_HOST", "db")))
        .hasMessageStartingWith("DB_NAME is missing");
    assertThatThrownBy(() ->
            DatabaseUrl.of(
                new MockEnvironment().withProperty("DB_NAME", "desk").withProperty("DB_PORT", "x")))
        .hasMessageStartingWith("DB_PORT is not a port");
  }

  @Test
  void doesNotPrintThePassword() {
    assertThat(DatabaseUrl.parse("postgresql://a:secret@db/desk"))
        .asString()
        .doesNotContain("secret");
  }
}
