package id.balas.bot.teams;

import id.balas.bot.answers.HoursVersions;
import id.balas.bot.answers.book.Hours;
import id.balas.bot.teams.Team.Assignment;
import id.balas.bot.teams.Team.Stored;
import id.balas.service.web.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The stored teams. A change of a team's hours adds a version.
@Repository
public class Teams {

  static final int MOST = 200;

  private static final String SELECT =
      """
      SELECT id, name, assignment, hours, first_answer_seconds, next_answer_seconds, resolution_seconds, asks_rating,
        ARRAY(SELECT username FROM bot.team_members WHERE team_id = teams.id ORDER BY lower(username)) AS members,
        ARRAY(SELECT channel FROM bot.team_channels WHERE team_id = teams.id ORDER BY channel) AS channels,
        ARRAY(SELECT name FROM bot.former_team_names WHERE team_id = teams.id ORDER BY name) AS former_names
      FROM bot.teams
      """;
  private static final String INSERT =
      """
      INSERT INTO bot.teams
        (name, assignment, hours, first_answer_seconds, next_answer_seconds, resolution_seconds, asks_rating,
        changed_by)
      VALUES (:name, :assignment, :hours::jsonb, :firstAnswer, :nextAnswer, :resolution, :asksRating, :by)
      RETURNING id
      """;
  private static final String UPDATE =
      """
      UPDATE bot.teams
      SET name = :name, assignment = :assignment, hours = :hours::jsonb, first_answer_seconds = :firstAnswer,
        next_answer_seconds = :nextAnswer, resolution_seconds = :resolution, asks_rating = :asksRating,
        changed_by = :by, changed_at = now()
      WHERE id = :id
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final HoursVersions versions;

  Teams(JdbcClient jdbc, JsonMapper json, HoursVersions versions) {
    this.jdbc = jdbc;
    this.json = json;
    this.versions = versions;
  }

  public List<Stored> all() {
    return jdbc.sql(SELECT + "ORDER BY lower(name)").query(this::read).list();
  }

  public Optional<Stored> find(long id) {
    return jdbc.sql(SELECT + "WHERE id = ?").param(id).query(this::read).optional();
  }

  @Transactional
  public long add(Team team, @Nullable String by) {
    if (jdbc.sql("SELECT count(*) FROM bot.teams").query(Integer.class).single() >= MOST) {
      throw ProblemException.conflict("There are " + MOST + " teams, which is the maximum.");
    }
    long id = bind(jdbc.sql(INSERT), team, by).query(Long.class).single();
    takeName(team.name());
    versions.add(id, team.hours());
    replaceLists(id, team);
    return id;
  }

  /// Returns false if the team does not exist.
  @Transactional
  public boolean change(long id, Team team, @Nullable String by) {
    Optional<Stored> before =
        jdbc.sql(SELECT + "WHERE id = ? FOR UPDATE").param(id).query(this::read).optional();
    if (before.isEmpty()) {
      return false;
    }
    bind(jdbc.sql(UPDATE), team, by).param("id", id).update();
    keepName(id, before.get().team().name());
    takeName(team.name());
    if (!Objects.equals(before.get().team().hours(), team.hours())) {
      versions.add(id, team.hours());
    }
    replaceLists(id, team);
    return true;
  }

  /// Its chats have no team then.
  @Transactional
  public boolean delete(long id) {
    return jdbc.sql("DELETE FROM bot.teams WHERE id = ?").param(id).update() == 1;
  }

  private JdbcClient.StatementSpec bind(
      JdbcClient.StatementSpec statement, Team team, @Nullable String by) {
    Targets targets = team.targets();
    return statement
        .param("name", team.name())
        .param("assignment", team.assignment().name())
        .param("hours", team.hours() == null ? null : json.writeValueAsString(team.hours()))
        .param("firstAnswer", seconds(targets.firstAnswer()))
        .param("nextAnswer", seconds(targets.nextAnswer()))
        .param("resolution", seconds(targets.resolution()))
        .param("asksRating", team.asksRating())
        .param("by", by);
  }

  private void keepName(long id, String name) {
    jdbc.sql(
            """
            INSERT INTO bot.former_team_names (name, team_id) VALUES (lower(?), ?)
            ON CONFLICT (name) DO UPDATE SET team_id = excluded.team_id
            """)
        .params(name, id)
        .update();
  }

  // The name is that of one team only.
  private void takeName(String name) {
    jdbc.sql("DELETE FROM bot.former_team_names WHERE name = lower(?)").param(name).update();
  }

  private void replaceLists(long id, Team team) {
    jdbc.sql("DELETE FROM bot.team_members WHERE team_id = ?").param(id).update();
    jdbc.sql("INSERT INTO bot.team_members (team_id, username) SELECT ?, unnest(?::text[])")
        .params(id, team.members().toArray(String[]::new))
        .update();
    jdbc.sql("DELETE FROM bot.team_channels WHERE team_id = ?").param(id).update();
    try {
      jdbc.sql("INSERT INTO bot.team_channels (team_id, channel) SELECT ?, unnest(?::text[])")
          .params(id, team.channels().toArray(String[]::new))
          .update();
    } catch (DuplicateKeyException _) {
      throw ProblemException.conflict(
          "Another team has one of these channels. Remove it there first.");
    }
  }

  private static @Nullable Long seconds(@Nullable Duration target) {
    return target == null ? null : target.toSeconds();
  }

  private Stored read(ResultSet row, int index) throws SQLException {
    String hours = row.getString("hours");
    return new Stored(
        row.getLong("id"),
        new Team(
            row.getString("name"),
            Assignment.valueOf(row.getString("assignment")),
            list(row, "members"),
            list(row, "channels"),
            hours == null ? null : json.readValue(hours, Hours.class),
            new Targets(
                duration(row, "first_answer_seconds"),
                duration(row, "next_answer_seconds"),
                duration(row, "resolution_seconds")),
            row.getBoolean("asks_rating")),
        list(row, "former_names"));
  }

  private static List<String> list(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }

  private static @Nullable Duration duration(ResultSet row, String column) throws SQLException {
    long seconds = row.getLong(column);
    return row.wasNull() ? null : Duration.ofSeconds(seconds);
  }
}
