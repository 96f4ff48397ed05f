package id.balas.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.auth.factor.TotpCodes;
import id.balas.events.testing.TestPostgres;
import id.balas.service.settings.InvalidSettingException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The only admin has lost the password and the phone.
@Tag("long")
class AdminRecoveryIT {

  private static final Pattern CODE = Pattern.compile("reset code of admin is ([2-9A-Z]{10})");

  @Asvs("6.4.4")
  @Test
  void operatorLetsTheOnlyAdminBackIn() {
    String database = TestPostgres.newDatabase();
    try (var before = RunningService.on(database)) {
      TotpCodes.enroll(before, Client.admin(before));
    }
    LocalDate today = LocalDate.now(ZoneOffset.UTC);

    assertThat(logged(database, "admin@" + today.minusDays(1))).contains("of another day");
    Matcher code = CODE.matcher(logged(database, "admin@" + today));
    assertThat(code.find()).isTrue();
    // A restart, or another instance.
    assertThat(logged(database, "admin@" + today)).contains("has an open reset code");

    try (var after = RunningService.on(database)) {
      Client.stranger(after)
          .post(
              "/auth/reset",
              "{\"identifier\":\"admin\",\"code\":\"%s\",\"password\":\"kata-sandi-lain-9\"}"
                  .formatted(code.group(1)))
          .is(204);
      Client admin = Client.stranger(after).signIn("admin", "kata-sandi-lain-9");
      assertThat(admin.get("/audit?what=admin.recovered").text("/items/0/address"))
          .isEqualTo("settings");
    }
  }

  @Test
  void invalidSettingIsReported() {
    String database = TestPostgres.newDatabase();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);

    for (String setting : new String[] {"admin", "nobody@" + today}) {
      assertThatThrownBy(() -> RunningService.on(database, "--BALAS_RECOVER_ADMIN=" + setting))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageStartingWith("BALAS_RECOVER_ADMIN ");
    }
  }

  private static String logged(String database, String setting) {
    var logger = (Logger) LoggerFactory.getLogger(AdminRecovery.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    try {
      RunningService.on(database, "--BALAS_RECOVER_ADMIN=" + setting).close();
    } finally {
      logger.detachAppender(lines);
    }
    return lines.list.toString();
  }
}
