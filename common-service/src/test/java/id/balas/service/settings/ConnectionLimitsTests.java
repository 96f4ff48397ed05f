package id.balas.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class ConnectionLimitsTests {

  private static final String DRIVER = "spring.datasource.hikari.data-source-properties.";

  private final MockEnvironment environment =
      new MockEnvironment()
          .withProperty("DATABASE_URL", "postgresql://balas:secret@db:5432/balas?sslmode=require");

  @Test
  void everyServiceLimitsItsConnections() {
    new SharedSettings(true).derive(environment);

    assertThat(environment.getProperty(DRIVER + "connectTimeout")).isEqualTo("5");
    assertThat(environment.getProperty(DRIVER + "socketTimeout")).isEqualTo("15");
    assertThat(environment.getProperty(DRIVER + "tcpKeepAlive")).isEqualTo("true");
    assertThat(environment.getProperty(DRIVER + "options"))
        .startsWith(
            "-c statement_timeout=12000 -c lock_timeout=5000"
                + " -c idle_in_transaction_session_timeout=10000 -c tcp_keepalives_idle=10");
    assertThat(environment.getProperty("spring.datasource.hikari.connection-timeout"))
        .isEqualTo("10000");
    assertThat(environment.getProperty("spring.kafka.properties.request.timeout.ms"))
        .isEqualTo("5000");
    assertThat(environment.getProperty("spring.kafka.producer.properties.max.block.ms"))
        .isEqualTo("15000");
  }

  @Test
  void settingReplacesADefault() {
    environment.withProperty("balas.limits.database.lock", "7s");
    new SharedSettings(true).derive(environment);

    assertThat(environment.getProperty(DRIVER + "options")).contains(" -c lock_timeout=7000 ");
  }

  @Test
  void migrationsHaveTimeForLongStatements() {
    new SharedSettings(true).derive(environment);

    assertThat(environment.getProperty("spring.datasource.url"))
        .isEqualTo("jdbc:postgresql://db:5432/balas?sslmode=require");
    assertThat(environment.getProperty("spring.liquibase.url"))
        .startsWith("jdbc:postgresql://db:5432/balas?sslmode=require&")
        .contains("socketTimeout=1815")
        .contains("statement_timeout%3D1800000");
    assertThat(environment.getProperty("spring.liquibase.password")).isEqualTo("secret");
  }

  @Test
  void programOfLongStatementsRaisesTheLimits() {
    environment.withProperty("balas.limits.database.statement", "3s");
    ConnectionLimits.allowLongWork(environment);
    new SharedSettings(true).derive(environment);

    assertThat(environment.getProperty(DRIVER + "options")).contains("statement_timeout=1800000");
    assertThat(environment.getProperty(DRIVER + "socketTimeout")).isEqualTo("1815");
  }

  @Test
  void rejectsSocketLimitBelowTheStatementLimit() {
    environment.withProperty("balas.limits.database.statement", "20s");

    assertThatThrownBy(() -> new SharedSettings(true).derive(environment))
        .rootCause()
        .hasMessageStartingWith(
            "balas.limits.database.socket is not longer than balas.limits.database.statement");
  }

  @Test
  void rejectsAnEndlessLimit() {
    environment.withProperty("balas.limits.kafka.request", "0s");

    assertThatThrownBy(() -> new SharedSettings(false).derive(environment))
        .rootCause()
        .hasMessageStartingWith("balas.limits.kafka.request is PT0S");
  }
}
