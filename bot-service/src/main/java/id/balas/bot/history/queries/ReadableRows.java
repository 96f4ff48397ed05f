package id.balas.bot.history.queries;

import id.balas.bot.history.model.HistoryJson;
import id.balas.bot.history.model.MessageUpdates.Vote;
import id.balas.bot.history.readable.ReadableContent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/// The plain text of a row with the columns `content` and `votes`.
public final class ReadableRows {

  private static final TypeReference<Map<String, Vote>> VOTES = new TypeReference<>() {};

  private ReadableRows() {}

  static String text(ResultSet row, ReadableContent readable) throws SQLException {
    return readable.of(HistoryJson.content(row.getString("content")), votes(row));
  }

  public static String preview(ResultSet row, ReadableContent readable) throws SQLException {
    return readable.preview(
        HistoryJson.content(row.getString("content")), votes(row), row.getBoolean("is_deleted"));
  }

  private static Collection<List<String>> votes(ResultSet row) throws SQLException {
    return HistoryJson.byWhom(row.getString("votes"), VOTES).values().stream()
        .map(Vote::options)
        .toList();
  }
}
