package id.balas.bot.kafka;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.TransactionException;

/// Tests whether a failure is permanent (caused by the record) or transient (infrastructure).
/// Defaults to transient: too many retries are visible, a wrongly skipped record is lost.
public final class Poison {

  private static final String DUPLICATE_KEY = "23505";

  private Poison() {}

  public static boolean isCause(RuntimeException failure) {
    if (failure instanceof DataAccessException && failure.getCause() instanceof SQLException sql) {
      return isDataError(String.valueOf(sql.getSQLState()));
    }
    boolean isTransient =
        failure instanceof DataAccessException
            || failure instanceof TransactionException
            || failure instanceof KafkaException;
    return !isTransient;
  }

  // SQLSTATE classes: 22 data exception, 23 integrity violation, 54 program limit exceeded (such as
  // a key too long for its index). A duplicate key means a concurrent instance, not a bad record.
  private static boolean isDataError(String sqlState) {
    return !sqlState.equals(DUPLICATE_KEY)
        && (sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("54"));
  }
}
