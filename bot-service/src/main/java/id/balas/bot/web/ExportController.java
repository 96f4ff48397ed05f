package id.balas.bot.web;

import id.balas.bot.database.Where;
import id.balas.bot.history.queries.BadRequest;
import id.balas.bot.history.queries.Parameters;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Exports all messages of a period, one per line, for admins. Rows are streamed, so memory use
/// does not depend on their number.
@RestController
class ExportController {

  private static final Set<String> NAMES = Set.of("format", "from", "to", "channel");
  private static final int ROWS_AT_ONCE = 500;
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> COLUMNS =
      List.of(
          "channel",
          "chat_id",
          "id",
          "provider_id",
          "author",
          "author_user",
          "author_name",
          "sent_at",
          "status",
          "status_at",
          "edited_at",
          "deleted_at",
          "basis",
          "words",
          "content");

  private final JdbcTemplate jdbc;
  private final TransactionTemplate reading;

  ExportController(DataSource source, PlatformTransactionManager transactions) {
    this.jdbc = new JdbcTemplate(source);
    jdbc.setFetchSize(ROWS_AT_ONCE);
    this.reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
  }

  enum Format {
    JSONL,
    CSV
  }

  @GetMapping("/export")
  void export(@RequestParam MultiValueMap<String, String> query, HttpServletResponse response)
      throws IOException {
    var given = Parameters.of(query, NAMES);
    Instant from = given.time("from");
    Instant to = given.time("to");
    if (from == null || to == null || !from.isBefore(to)) {
      throw new BadRequest(
          "from", "and to are to be given, the earlier first, as in from=2026-11-01T00:00:00Z.");
    }
    Format chosen = given.choice("format", Format.class);
    Format format = chosen == null ? Format.JSONL : chosen;
    Where where = new Where().and("sent_at >= ? AND sent_at < ?", from, to);
    String channel = given.text("channel");
    if (channel != null) {
      where.and("channel = ?", channel);
    }
    response.setContentType(format == Format.CSV ? "text/csv;charset=UTF-8" : "application/jsonl");
    response.setHeader(
        "Content-Disposition",
        "attachment; filename=\"messages.%s\"".formatted(format == Format.CSV ? "csv" : "jsonl"));
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
      if (format == Format.CSV) {
        out.write(String.join(",", COLUMNS) + "\r\n");
      }
      write(where, format, out);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void write(Where where, Format format, Writer out) {
    reading.executeWithoutResult(_ ->
        jdbc.query(
            "SELECT %s FROM bot.messages %s ORDER BY sent_at, id"
                .formatted(String.join(", ", COLUMNS), where.sql()),
            row -> {
              write(format == Format.CSV ? csv(row) : jsonLine(row), out);
            },
            where.values()));
  }

  private static void write(String line, Writer out) {
    try {
      out.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String jsonLine(ResultSet row) throws SQLException {
    ObjectNode line = JSON.createObjectNode();
    for (String column : COLUMNS) {
      String value = text(row, column);
      if (value != null) {
        if (column.equals("content")) {
          line.set(column, JSON.readTree(value));
        } else {
          line.put(column, value);
        }
      }
    }
    return line + "\n";
  }

  private static String csv(ResultSet row) throws SQLException {
    String[] cells = new String[COLUMNS.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(text(row, COLUMNS.get(i)));
    }
    return Arrays.stream(cells).collect(Collectors.joining(",", "", "\r\n"));
  }

  // Prevents CSV injection: a spreadsheet runs cells with these prefixes as formulas, and customers
  // choose the text.
  private static String cell(@Nullable String value) {
    if (value == null) {
      return "";
    }
    String safe = value.matches("(?s)[=+\\-@\t\r].*") ? "'" + value : value;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static @Nullable String text(ResultSet row, String column) throws SQLException {
    if (column.endsWith("_at")) {
      Timestamp time = row.getTimestamp(column);
      return time == null ? null : time.toInstant().toString();
    }
    return row.getString(column);
  }
}
