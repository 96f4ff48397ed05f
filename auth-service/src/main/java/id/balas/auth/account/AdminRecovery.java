package id.balas.auth.account;

import id.balas.auth.access.Role;
import id.balas.auth.audit.Audit;
import id.balas.auth.user.AccountChanges;
import id.balas.auth.user.ResetCodes;
import id.balas.auth.user.User;
import id.balas.auth.user.Users;
import id.balas.service.settings.InvalidSettingException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The way back for an admin whom no other admin can help. `BALAS_RECOVER_ADMIN=admin@2026-11-26`
/// removes the authenticator app of the user `admin` and logs a reset code, on that day (UTC) only:
/// a forgotten setting does nothing the day after.
@Component
class AdminRecovery implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(AdminRecovery.class);
  private static final String NAME = "BALAS_RECOVER_ADMIN";
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Users users;
  private final AccountChanges accounts;
  private final ResetCodes codes;
  private final Audit audit;
  private final Clock clock;
  private final String setting;

  AdminRecovery(
      Users users,
      AccountChanges accounts,
      ResetCodes codes,
      Audit audit,
      Clock clock,
      @Value("${balas.auth.recover-admin:}") String setting) {
    this.users = users;
    this.accounts = accounts;
    this.codes = codes;
    this.audit = audit;
    this.clock = clock;
    this.setting = setting;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (setting.isBlank()) {
      return;
    }
    String today = "@" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (!setting.matches("\\S+@\\d{4}-\\d{2}-\\d{2}")) {
      throw new InvalidSettingException(
          NAME, "is invalid", "set it to a username and today's date, such as admin" + today);
    }
    if (!setting.endsWith(today)) {
      log.warn("{} is of another day and was ignored. Remove it", NAME);
      return;
    }
    recover(setting.substring(0, setting.length() - today.length()));
  }

  private void recover(String username) {
    User admin =
        users
            .named(username)
            .filter(user -> user.role() == Role.ADMIN)
            .orElseThrow(() ->
                new InvalidSettingException(
                    NAME, "names no admin", "set it to the username of an admin"));
    accounts.changeAtStart(
        admin.id(),
        user -> {
          if (codes.hasOpen(user)) {
            log.warn("{} has an open reset code. Another instance may have logged it", username);
            return;
          }
          accounts.forgetTotp(user);
          accounts.endSessions(user, "admin recovered", null);
          ResetCodes.Offered offered = codes.offer(user, LIFETIME);
          audit.recordAnonymous(
              user.username(), "admin.recovered", "user:" + user.id(), "settings", null);
          log.warn(
              "The reset code of {} is {}, valid for an hour. Send it to POST /auth/reset and remove {}",
              username,
              offered.code(),
              NAME);
        });
  }
}
