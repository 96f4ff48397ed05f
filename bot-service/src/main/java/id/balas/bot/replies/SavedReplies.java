package id.balas.bot.replies;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.replies.SavedReply.Stored;
import id.balas.bot.web.ReplyRequest;
import id.balas.service.web.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The stored replies. Users see those for all and those of their teams, admins all.
@Repository
public class SavedReplies {

  private static final int MOST = 1_000;

  private static final String SELECT =
      "SELECT id, shortcut, team_id, text_id, text_en, media, changed_by FROM bot.saved_replies ";
  static final String VISIBLE =
      """
      (team_id IS NULL OR ? OR team_id IN (SELECT team_id FROM bot.team_members WHERE username = ?))
      """;
  private static final String ADD =
      """
      INSERT INTO bot.saved_replies (shortcut, team_id, text_id, text_en, media, changed_by)
      SELECT ?, ?::bigint, ?, ?, ?::jsonb, ? WHERE (SELECT count(*) FROM bot.saved_replies) < %d
      RETURNING id
      """
          .formatted(MOST);
  private static final String CHANGE =
      """
      UPDATE bot.saved_replies
      SET shortcut = ?, team_id = ?::bigint, text_id = ?, text_en = ?, media = ?::jsonb, changed_by = ?, changed_at = now()
      WHERE id = ?
      """;

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  SavedReplies(TimeLimitedJdbc jdbc, JsonMapper json) {
    this.jdbc = jdbc.template();
    this.json = json;
  }

  /// By shortcut.
  public List<Stored> visibleTo(String username, boolean isAdmin) {
    return jdbc.query(
        SELECT + "WHERE " + VISIBLE + " ORDER BY lower(shortcut), team_id NULLS LAST",
        (row, _) -> read(row),
        isAdmin,
        username);
  }

  /// Empty also if the user does not see it.
  public Optional<Stored> find(long id, String username, boolean isAdmin) {
    return jdbc
        .query(SELECT + "WHERE id = ? AND " + VISIBLE, (row, _) -> read(row), id, isAdmin, username)
        .stream()
        .findFirst();
  }

  public long add(SavedReply reply, String by) {
    return jdbc
        .queryForList(
            ADD,
            Long.class,
            reply.shortcut(),
            reply.team(),
            reply.textId(),
            reply.textEn(),
            media(reply),
            by)
        .stream()
        .findFirst()
        .orElseThrow(() ->
            ProblemException.conflict(
                "There are " + MOST + " saved replies, which is the maximum. Delete one first."));
  }

  /// Returns false if it does not exist.
  public boolean change(long id, SavedReply reply, String by) {
    return jdbc.update(
            CHANGE,
            reply.shortcut(),
            reply.team(),
            reply.textId(),
            reply.textEn(),
            media(reply),
            by,
            id)
        == 1;
  }

  /// Returns false if it does not exist.
  public boolean delete(long id) {
    return jdbc.update("DELETE FROM bot.saved_replies WHERE id = ?", id) == 1;
  }

  private @Nullable String media(SavedReply reply) {
    return reply.media() == null ? null : json.writeValueAsString(reply.media());
  }

  private Stored read(ResultSet row) throws SQLException {
    String media = row.getString("media");
    return new Stored(
        row.getLong("id"),
        new SavedReply(
            row.getString("shortcut"),
            row.getObject("team_id", Long.class),
            row.getString("text_id"),
            row.getString("text_en"),
            media == null ? null : json.readValue(media, ReplyRequest.Media.class)),
        row.getString("changed_by"));
  }
}
