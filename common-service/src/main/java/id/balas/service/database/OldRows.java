package id.balas.service.database;

import java.sql.Timestamp;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Deletes the old rows of a table in batches. Only one instance deletes at a time: another one
/// finds the advisory lock taken and deletes nothing. The lock ends with each statement.
public final class OldRows {

  private static final Logger log = LoggerFactory.getLogger(OldRows.class);

  private final JdbcClient jdbc;
  private final String table;
  private final int batch;
  private final String delete;

  /// `delete` is a DELETE statement with the parameters `:before` and `:batch`, and with the
  /// condition `(SELECT mine FROM turn)` where it chooses rows. `batch` is the number of rows in a
  /// transaction.
  public OldRows(JdbcClient jdbc, String table, int batch, String delete) {
    this.jdbc = jdbc;
    this.table = table;
    this.batch = batch;
    this.delete =
        "WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('"
            + table
            + " retention')) AS mine)\n"
            + delete;
  }

  /// Deletes until none is left. A database error ends it with a warning: the next run continues.
  public void deleteBefore(Instant before) {
    int deleted = 0;
    try {
      int last;
      do {
        last =
            jdbc.sql(delete).param("before", Timestamp.from(before)).param("batch", batch).update();
        deleted += last;
      } while (last == batch);
    } catch (DataAccessException e) {
      log.warn("Could not delete old rows of {}, continuing later: {}", table, e.toString());
    }
    if (deleted > 0) {
      log.info("Deleted {} rows of {} from before {}", deleted, table, before);
    }
  }
}
