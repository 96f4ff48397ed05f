package id.balas.bot.users;

import id.balas.service.web.ProblemException;
import java.util.Collection;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Refuses unknown usernames and teams: no agent would see a chat of a user who does not exist.
@Component
public class Assignees {

  private final Users users;
  private final JdbcClient jdbc;

  Assignees(Users users, JdbcClient jdbc) {
    this.users = users;
    this.jdbc = jdbc;
  }

  /// Throws a 422 that names the field.
  public void requireTeam(String field, String team) {
    boolean exists =
        jdbc.sql(
                """
                SELECT EXISTS (SELECT FROM bot.teams WHERE id::text = :team OR lower(name) = lower(:team))
                  OR EXISTS (SELECT FROM bot.former_team_names WHERE name = lower(:team))
                """)
            .param("team", team)
            .query(Boolean.class)
            .single();
    if (!exists) {
      throw ProblemException.of(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "\"%s\" has %s, which is not a team.".formatted(field, team))
          .with("parameter", field);
    }
  }

  /// Throws a 422 that names the user and the field.
  public void requireKnown(String field, Collection<String> usernames) {
    List<String> unknown = users.unknown(usernames);
    if (!unknown.isEmpty()) {
      throw ProblemException.of(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "\"%s\" has %s, who is not a user or cannot sign in. Choose another user."
                  .formatted(field, unknown.getFirst()))
          .with("parameter", field)
          .with("username", unknown.getFirst());
    }
  }
}
