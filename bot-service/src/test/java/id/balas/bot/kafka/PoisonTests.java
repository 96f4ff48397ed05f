package id.balas.bot.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.transaction.TransactionSystemException;

class PoisonTests {

  /// lock_timeout, idle_in_transaction_session_timeout, statement_timeout, a session that was
  /// terminated, a lost connection, a deadlock, the concurrent insert of another instance.
  @ParameterizedTest
  @ValueSource(strings = {"55P03", "25P03", "57014", "57P01", "08006", "40P01", "23505"})
  void endedWaitIsNeverBlamedOnTheRecord(String sqlState) {
    assertThat(isPoison(sqlState)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22P05", "23514", "54000"})
  void rejectedValueIsBlamedOnTheRecord(String sqlState) {
    assertThat(isPoison(sqlState)).isTrue();
  }

  @Test
  void failedCommitIsNeverBlamedOnTheRecord() {
    assertThat(
            Poison.isCause(
                new TransactionSystemException("commit", new SQLException("ended", "25P03"))))
        .isFalse();
  }

  private static boolean isPoison(String sqlState) {
    var translator = new SQLErrorCodeSQLExceptionTranslator("PostgreSQL");
    var failure = translator.translate("decide", "INSERT", new SQLException("ended", sqlState));
    return failure != null && Poison.isCause(failure);
  }
}
