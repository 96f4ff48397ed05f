package id.balas.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every changeset of every schema can be rolled back: up, down to an empty schema, and up again to
/// the same result.
class ChangelogsIT {

  // The objects of a schema without Liquibase's own tables.
  private static final String EVERYTHING =
      """
      SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
             || ' ' || coalesce(column_default, '')
      FROM information_schema.columns WHERE table_schema = 'SCHEMA' AND table_name NOT LIKE 'databasechange%'
      UNION ALL
      SELECT 'index ' || indexdef FROM pg_indexes
      WHERE schemaname = 'SCHEMA' AND tablename NOT LIKE 'databasechange%'
      UNION ALL
      SELECT 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'SCHEMA'::regnamespace AND conrelid::regclass::text NOT LIKE '%databasechange%'
      ORDER BY 1\
      """;

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot", "sender", "auth"})
  @SuppressWarnings("try") // of closing a folder
  void changelogRollsBackAndForthToTheSameSchema(String schema) throws Exception {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      execute(connection, "CREATE SCHEMA " + schema);
      try (var changelogs =
              new DirectoryResourceAccessor(
                  Path.of("../" + schema + "-service/src/main/resources"));
          var liquibase =
              new Liquibase(
                  "db/changelog/changelog.yaml", changelogs, database(connection, schema))) {
        liquibase.update(new Contexts(), new LabelExpression());
        List<String> first = everything(connection, schema);
        int changes = count(connection, "SELECT count(*) FROM " + schema + ".databasechangelog");
        assertThat(first).isNotEmpty();

        liquibase.rollback(changes, new Contexts(), new LabelExpression());
        assertThat(everything(connection, schema)).isEmpty();

        liquibase.update(new Contexts(), new LabelExpression());
        assertThat(everything(connection, schema)).isEqualTo(first);
      }
    }
  }

  private static Database database(Connection connection, String schema) throws Exception {
    Database database =
        DatabaseFactory.getInstance()
            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
    database.setDefaultSchemaName(schema);
    database.setLiquibaseSchemaName(schema);
    return database;
  }

  private static List<String> everything(Connection connection, String schema) throws SQLException {
    List<String> everything = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(EVERYTHING.replace("SCHEMA", schema))) {
      while (rows.next()) {
        everything.add(rows.getString(1));
      }
    }
    return everything;
  }

  private static int count(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
