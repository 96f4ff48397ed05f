package id.balas.system.load;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The indexes of the large tables while they are filled.
record DroppedIndexes(List<String> definitions) {

  private static final String INDEXES =
      """
      SELECT indexname, indexdef FROM pg_indexes
      WHERE schemaname = 'bot' AND tablename IN ('chats', 'chat_summaries', 'messages') AND indexname NOT LIKE '%_pkey'
      """;

  static DroppedIndexes of(Statement statement) throws SQLException {
    List<String> names = new ArrayList<>();
    List<String> definitions = new ArrayList<>();
    try (ResultSet found = statement.executeQuery(INDEXES)) {
      while (found.next()) {
        names.add(found.getString(1));
        definitions.add(found.getString(2));
      }
    }
    for (String name : names) {
      statement.execute("DROP INDEX bot." + name);
    }
    return new DroppedIndexes(definitions);
  }

  void recreate(Statement statement) throws SQLException {
    for (String definition : definitions) {
      statement.execute(definition);
    }
  }
}
