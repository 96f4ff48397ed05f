package id.balas.service.database;

import java.time.Duration;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/// Raises the time limits of one transaction, for work whose length depends on the data.
public final class LongWork {

  private static final Duration SERVER_ANSWERS_FIRST = Duration.ofSeconds(5);

  private LongWork() {}

  /// Must run in a transaction. `longest` is for each statement and each pause between statements.
  /// The pool restores the limits of the connection when it is returned.
  public static void allow(JdbcTemplate jdbc, Duration longest) {
    jdbc.execute("SET LOCAL statement_timeout = " + longest.toMillis());
    jdbc.execute("SET LOCAL idle_in_transaction_session_timeout = " + longest.toMillis());
    jdbc.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              connection.setNetworkTimeout(
                  Runnable::run, (int) longest.plus(SERVER_ANSWERS_FIRST).toMillis());
              return true;
            });
  }
}
