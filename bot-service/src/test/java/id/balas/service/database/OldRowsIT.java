package id.balas.service.database;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.testing.TestPostgres;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class OldRowsIT {

  private static final Instant LIMIT = Instant.parse("2026-11-01T00:00:00Z");
  private static final String DELETE =
      """
      DELETE FROM letters WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM letters WHERE at < :before AND (SELECT mine FROM turn) LIMIT :batch))
      """;

  private final PGSimpleDataSource database = newDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final OldRows letters = new OldRows(jdbc, "letters", 10, DELETE);

  @BeforeEach
  void write() {
    jdbc.sql("CREATE TABLE letters (at timestamptz)").update();
    jdbc.sql(
            "INSERT INTO letters SELECT :limit::timestamptz - n * interval '1 s' FROM generate_series(-4, 25) n")
        .param("limit", LIMIT.toString())
        .update();
  }

  @Test
  void deletesAllBatchesOfOldRows() {
    letters.deleteBefore(LIMIT);

    assertThat(remaining()).isEqualTo(5);
    assertThat(remainingFrom(LIMIT)).isEqualTo(5);
  }

  @Test
  void deletesNothingWhileAnotherInstanceDeletes() throws SQLException {
    try (Connection other = database.getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(hashtext('letters retention'))");

      letters.deleteBefore(LIMIT);

      assertThat(remaining()).isEqualTo(30);
    }
    letters.deleteBefore(LIMIT);
    assertThat(remaining()).isEqualTo(5);
  }

  @Test
  void continuesLaterAfterDatabaseError() {
    new OldRows(jdbc, "letters", 10, "DELETE FROM unknown WHERE at < :before LIMIT :batch")
        .deleteBefore(LIMIT);

    assertThat(remaining()).isEqualTo(30);
  }

  @Test
  void readsTimesAndNulls() {
    assertThat(
            jdbc.sql("SELECT at FROM letters WHERE at = ?::timestamptz")
                .param(LIMIT.toString())
                .query((row, _) -> String.valueOf(Columns.instant(row, "at")))
                .single())
        .isEqualTo(LIMIT.toString());
    assertThat(
            jdbc.sql("SELECT NULL::timestamptz AS at")
                .query((row, _) -> String.valueOf(Columns.instant(row, "at")))
                .single())
        .isEqualTo("null");
  }

  private int remainingFrom(Instant time) {
    return jdbc.sql("SELECT count(*) FROM letters WHERE at >= ?::timestamptz")
        .param(time.toString())
        .query(Integer.class)
        .single();
  }

  private int remaining() {
    return jdbc.sql("SELECT count(*) FROM letters").query(Integer.class).single();
  }

  private static PGSimpleDataSource newDatabase() {
    URI address = URI.create(TestPostgres.newDatabase());
    var database = new PGSimpleDataSource();
    database.setUrl(
        "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath());
    database.setUser("postgres");
    database.setPassword("postgres");
    return database;
  }
}
