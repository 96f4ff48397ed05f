package id.balas.bot.teams;

import id.balas.service.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The users that are not gone, with their availability, capacity and load.
@Repository
public class Agents {

  private static final int USUAL_CAPACITY = 10;

  private static final String SELECT =
      """
      SELECT known.username, known.name, known.role, coalesce(agent.availability, 'AWAY') AS availability,
        coalesce(agent.capacity, %d) AS capacity, agent.assigned_at,
        EXISTS (SELECT FROM bot.open_pages WHERE username = known.username AND open_until > now()) AS has_open_page,
        (SELECT count(*) FROM bot.chats WHERE assignee = known.username AND mode = 'AGENT'
          AND snoozed_until IS NULL) AS load,
        ARRAY(SELECT team_id FROM bot.team_members WHERE username = known.username ORDER BY team_id) AS teams
      FROM bot.users AS known LEFT JOIN bot.agents AS agent USING (username)
      WHERE NOT known.gone
      """
          .formatted(USUAL_CAPACITY);
  private static final String SET_AVAILABILITY =
      """
      INSERT INTO bot.agents (username, availability) VALUES (?, ?)
      ON CONFLICT (username) DO UPDATE SET availability = excluded.availability, changed_at = now()
      """;
  private static final String SET_CAPACITY =
      """
      INSERT INTO bot.agents (username, capacity) VALUES (?, ?)
      ON CONFLICT (username) DO UPDATE SET capacity = excluded.capacity
      """;

  private static final String ASSIGNED =
      """
      INSERT INTO bot.agents (username, assigned_at) SELECT unnest(?::text[]), now()
      ON CONFLICT (username) DO UPDATE SET assigned_at = excluded.assigned_at
      """;

  private final JdbcClient jdbc;

  Agents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public List<Agent> all() {
    return jdbc.sql(SELECT + "ORDER BY lower(known.username)").query(Agents::read).list();
  }

  public Optional<Agent> find(String username) {
    return jdbc.sql(SELECT + "AND known.username = ?")
        .param(username)
        .query(Agents::read)
        .optional();
  }

  public void setAvailability(String username, Availability availability) {
    jdbc.sql(SET_AVAILABILITY).params(username, availability.name()).update();
  }

  /// These agents have got a chat now.
  public void assigned(Collection<String> usernames) {
    jdbc.sql(ASSIGNED).param(usernames.toArray(String[]::new)).update();
  }

  public void setCapacity(String username, int capacity) {
    jdbc.sql(SET_CAPACITY).params(username, capacity).update();
  }

  private static Agent read(ResultSet row, int index) throws SQLException {
    return new Agent(
        row.getString("username"),
        row.getString("name"),
        row.getString("role"),
        Availability.valueOf(row.getString("availability")),
        row.getBoolean("has_open_page"),
        row.getInt("capacity"),
        row.getInt("load"),
        Columns.instant(row, "assigned_at"),
        Arrays.asList((Long[]) row.getArray("teams").getArray()));
  }
}
