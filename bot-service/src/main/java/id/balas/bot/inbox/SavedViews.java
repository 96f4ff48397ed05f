package id.balas.bot.inbox;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.events.value.Mode;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Filters of the chat list that users saved, for themselves or for a team.
@Repository
public class SavedViews {

  private static final int MOST = 100;

  private static final String SELECT =
      "SELECT id, name, owner, team_id, filter FROM bot.saved_views ";
  private static final String VISIBLE =
      """
      WHERE team_id IS NULL AND owner = ?
        OR team_id IN (SELECT team_id FROM bot.team_members WHERE username = ?)
        OR team_id IS NOT NULL AND ?
      ORDER BY team_id NULLS FIRST, lower(name)
      """;
  private static final String ADD =
      """
      INSERT INTO bot.saved_views (name, owner, team_id, filter)
      SELECT ?, ?, ?::bigint, ?::jsonb
      WHERE (SELECT count(*) FROM bot.saved_views WHERE CASE WHEN ?::bigint IS NULL THEN team_id IS NULL AND owner = ?
        ELSE team_id = ? END) < %d
      RETURNING id
      """
          .formatted(MOST);

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  SavedViews(TimeLimitedJdbc jdbc, JsonMapper json) {
    this.jdbc = jdbc.template();
    this.json = json;
  }

  /// The parameters of the chat list.
  @Schema(name = "SavedFilter", example = "{\"view\":\"OPEN\",\"label\":\"VIP\"}")
  public record SavedFilter(
      @Nullable View view,
      @PlainText @Nullable String channel,
      @Nullable Mode mode,
      @PlainText @Nullable String assignee,
      @Nullable Boolean unread,
      @Nullable Boolean waiting,
      @PlainText @Nullable String label,
      @PlainText @Nullable String team,
      @PlainText @Nullable String q,
      @Nullable Instant since,
      @Nullable Instant until) {}

  /// `team` is the id of the team that sees it; null if it is the owner's alone.
  @Schema(name = "SavedView")
  public record SavedView(
      @Schema(example = "5") long id,
      @Schema(example = "VIP, open") String name,
      @Schema(example = "siti") String owner,
      @Schema(example = "3") @Nullable Long team,
      SavedFilter filter) {}

  /// The user's own first, then those of their teams; for an admin, of all teams.
  public List<SavedView> visibleTo(String username, boolean isAdmin) {
    return jdbc.query(SELECT + VISIBLE, (row, _) -> read(row), username, username, isAdmin);
  }

  public Optional<SavedView> find(long id) {
    return jdbc.query(SELECT + "WHERE id = ?", (row, _) -> read(row), id).stream().findFirst();
  }

  public long add(String name, String owner, @Nullable Long team, SavedFilter filter) {
    return jdbc
        .queryForList(
            ADD, Long.class, name, owner, team, json.writeValueAsString(filter), team, owner, team)
        .stream()
        .findFirst()
        .orElseThrow(() ->
            ProblemException.conflict(
                "There are " + MOST + " saved views, which is the maximum. Delete one first."));
  }

  /// Returns the changed view.
  public SavedView change(SavedView changed) {
    jdbc.update(
        "UPDATE bot.saved_views SET name = ?, filter = ?::jsonb, changed_at = now() WHERE id = ?",
        changed.name(),
        json.writeValueAsString(changed.filter()),
        changed.id());
    return changed;
  }

  public void delete(long id) {
    jdbc.update("DELETE FROM bot.saved_views WHERE id = ?", id);
  }

  private SavedView read(ResultSet row) throws SQLException {
    return new SavedView(
        row.getLong("id"),
        row.getString("name"),
        row.getString("owner"),
        row.getObject("team_id", Long.class),
        json.readValue(row.getString("filter"), SavedFilter.class));
  }
}
