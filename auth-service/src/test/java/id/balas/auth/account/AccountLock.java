package id.balas.auth.account;

import id.balas.auth.RunningService;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The lock of account changes, which a test holds to stop a request in the middle.
final class AccountLock {

  private AccountLock() {}

  /// Whether a request waits for it.
  static boolean isAwaited(RunningService service) {
    return service
            .bean(JdbcClient.class)
            .sql(
                """
                SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)
            .query(Integer.class)
            .single()
        > 0;
  }
}
