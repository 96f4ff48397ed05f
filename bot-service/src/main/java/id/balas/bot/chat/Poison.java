package id.balas.bot.chat;

import java.sql.SQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.TransactionException;

/// Tells a record that will never pass from a world that is broken for now. In doubt the world is
/// blamed: a record that is tried too often is seen, one that is dropped too soon is lost.
public final class Poison {

  private static final String DUPLICATE_KEY = "23505";

  private Poison() {}

  public static boolean isCause(RuntimeException failure) {
    if (failure instanceof DataAccessException && failure.getCause() instanceof SQLException sql) {
      return isOfTheData(String.valueOf(sql.getSQLState()));
    }
    boolean ofTheWorld =
        failure instanceof DataAccessException
            || failure instanceof TransactionException
            || failure instanceof KafkaException;
    return !ofTheWorld;
  }

  // 22 data exception, 23 integrity violation, 54 program limit exceeded (such as a key too long
  // for its index).
  // A duplicate key is another instance at work, not a bad record.
  private static boolean isOfTheData(String sqlState) {
    return !sqlState.equals(DUPLICATE_KEY)
        && (sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("54"));
  }
}
