package id.balas.bot.replies;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.replies.Macro.Acts;
import id.balas.bot.replies.Macro.Stored;
import id.balas.service.web.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The stored macros. Users see those for all and those of their teams, admins all.
@Repository
public class Macros {

  private static final int MOST = 500;

  private static final String SELECT =
      "SELECT id, name, team_id, acts, changed_by FROM bot.macros ";
  private static final String ADD =
      """
      INSERT INTO bot.macros (name, team_id, acts, changed_by)
      SELECT ?, ?::bigint, ?::jsonb, ? WHERE (SELECT count(*) FROM bot.macros) < %d
      RETURNING id
      """
          .formatted(MOST);
  private static final String CHANGE =
      """
      UPDATE bot.macros SET name = ?, team_id = ?::bigint, acts = ?::jsonb, changed_by = ?, changed_at = now()
      WHERE id = ?
      """;

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  Macros(TimeLimitedJdbc jdbc, JsonMapper json) {
    this.jdbc = jdbc.template();
    this.json = json;
  }

  /// By name.
  public List<Stored> visibleTo(String username, boolean isAdmin) {
    return jdbc.query(
        SELECT + "WHERE " + SavedReplies.VISIBLE + " ORDER BY lower(name), team_id NULLS LAST",
        (row, _) -> read(row),
        isAdmin,
        username);
  }

  /// Empty also if the user does not see it.
  public Optional<Stored> find(long id, String username, boolean isAdmin) {
    return jdbc
        .query(
            SELECT + "WHERE id = ? AND " + SavedReplies.VISIBLE,
            (row, _) -> read(row),
            id,
            isAdmin,
            username)
        .stream()
        .findFirst();
  }

  public long add(Macro macro, String by) {
    return jdbc
        .queryForList(
            ADD, Long.class, macro.name(), macro.team(), json.writeValueAsString(macro.acts()), by)
        .stream()
        .findFirst()
        .orElseThrow(() ->
            ProblemException.conflict(
                "There are " + MOST + " macros, which is the maximum. Delete one first."));
  }

  /// Returns false if it does not exist.
  public boolean change(long id, Macro macro, String by) {
    return jdbc.update(
            CHANGE, macro.name(), macro.team(), json.writeValueAsString(macro.acts()), by, id)
        == 1;
  }

  /// Returns false if it does not exist.
  public boolean delete(long id) {
    return jdbc.update("DELETE FROM bot.macros WHERE id = ?", id) == 1;
  }

  private Stored read(ResultSet row) throws SQLException {
    return new Stored(
        row.getLong("id"),
        new Macro(
            row.getString("name"),
            row.getObject("team_id", Long.class),
            json.readValue(row.getString("acts"), Acts.class)),
        row.getString("changed_by"));
  }
}
