package id.balas.events;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.testing.TestPostgres;
import java.net.URI;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class EmptyDatabaseIT {

  @Test
  void givesEachTestAnEmptyDatabaseOfItsOwn() throws Exception {
    var first = URI.create(TestPostgres.newDatabase());
    var second = URI.create(TestPostgres.newDatabase());

    assertThat(first).isNotEqualTo(second);
    try (var connection =
            DriverManager.getConnection(
                "jdbc:postgresql://" + first.getHost() + ":" + first.getPort() + first.getPath(),
                "postgres",
                "postgres");
        var tables =
            connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
      assertThat(tables.next()).isFalse();
    }
  }
}
