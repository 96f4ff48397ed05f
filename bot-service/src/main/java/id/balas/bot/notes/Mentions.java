package id.balas.bot.notes;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.database.Where;
import id.balas.bot.history.queries.ChatPath;
import id.balas.events.value.ChatKey;
import id.balas.service.database.Columns;
import id.balas.service.web.Cursor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The notes that mention a user as `@username`, until they are deleted with their note.
@Repository
public class Mentions {

  private static final String LIST = "mentions";
  private static final Pattern NAME = Pattern.compile("(?<![\\w.@-])@([\\w.-]{1,100})");
  private static final Pattern END_OF_SENTENCE = Pattern.compile("[.-]+$");

  private static final String SELECT =
      """
      SELECT m.note_id, m.username, m.channel, m.chat_id, m.mentioned_at, m.seen_at, n.words, n.author
      FROM bot.mentions m JOIN bot.notes n ON n.id = m.note_id
      """;
  private static final String ADD =
      """
      INSERT INTO bot.mentions (note_id, username, channel, chat_id, mentioned_at)
      SELECT note.id, known.username, note.channel, note.chat_id, note.noted_at
      FROM bot.notes AS note, bot.users AS known
      WHERE note.id = ? AND lower(known.username) = ANY (?) AND NOT known.gone
      ON CONFLICT DO NOTHING
      """;
  private static final String SEEN =
      """
      UPDATE bot.mentions
      SET seen_at = now(), seq = nextval('bot.changes'), changed_xid = pg_current_xact_id()
      WHERE username = ? AND note_id = ? AND seen_at IS NULL
      """;

  private final JdbcTemplate jdbc;

  Mentions(TimeLimitedJdbc jdbc) {
    this.jdbc = jdbc.template();
  }

  /// A note that mentions the user. `seenAt` is null until the user has seen it.
  @Schema(name = "Mention")
  public record Mention(
      @Schema(example = "note-5f0c2b9a") String noteId,
      @Schema(example = "default:628111222333@s.whatsapp.net") String chat,
      @Schema(example = "@siti please check the order") String text,
      @Schema(example = "budi") String author,
      Instant at,
      @Nullable Instant seenAt) {}

  /// `next` is the cursor of the next page, null on the last one.
  @Schema(name = "MentionPage")
  public record Page(List<Mention> mentions, @Nullable String next) {}

  /// Possible usernames in the text, in lower case. A full stop may end a name or a sentence.
  static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    NAME.matcher(text.toLowerCase(Locale.ROOT))
        .results()
        .map((MatchResult found) -> found.group(1))
        .forEach(name -> {
          names.add(name);
          names.add(END_OF_SENTENCE.matcher(name).replaceAll(""));
        });
    return names;
  }

  /// Adds those users whom the stored note mentions and who exist.
  void add(String noteId, String text) {
    Set<String> names = names(text);
    if (!names.isEmpty()) {
      jdbc.update(ADD, noteId, names.toArray(String[]::new));
    }
  }

  public Optional<Mention> find(String username, String noteId) {
    return jdbc
        .query(
            SELECT + "WHERE m.username = ? AND m.note_id = ?",
            (row, _) -> read(row),
            username,
            noteId)
        .stream()
        .findFirst();
  }

  /// Newest first. Throws [id.balas.service.web.ProblemException] for a cursor of another list.
  public Page of(String username, boolean isUnseen, @Nullable Cursor after, int limit) {
    Where where = new Where().and("m.username = ?", username);
    if (isUnseen) {
      where.and("m.seen_at IS NULL");
    }
    Cursor place = Cursor.in(LIST, "after", after);
    if (place != null) {
      where.and("(m.mentioned_at, m.note_id) < (?, ?)", place.at(), place.id());
    }
    List<Mention> found =
        jdbc.query(
            SELECT + where.sql() + " ORDER BY m.mentioned_at DESC, m.note_id DESC LIMIT ?",
            (row, _) -> read(row),
            where.values(limit));
    Mention last = found.size() < limit ? null : found.getLast();
    return new Page(
        found, last == null ? null : Cursor.of(LIST, last.at(), last.noteId()).toString());
  }

  /// Does nothing if it is seen already.
  public void seen(String username, String noteId) {
    jdbc.update(SEEN, username, noteId);
  }

  private static Mention read(ResultSet row) throws SQLException {
    return new Mention(
        row.getString("note_id"),
        ChatPath.write(new ChatKey(row.getString("channel"), row.getString("chat_id"))),
        row.getString("words"),
        row.getString("author"),
        row.getTimestamp("mentioned_at").toInstant(),
        Columns.instant(row, "seen_at"));
  }
}
