package id.balas.bot.users;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The copied users. Usernames are compared regardless of case, as in auth-service.
@Repository
public class Users {

  private static final String APPLY =
      """
      INSERT INTO bot.users (username, name, role, gone, seq)
      VALUES (:username, :name, :role, :gone, :seq)
      ON CONFLICT (username) DO UPDATE
      SET name = excluded.name, role = excluded.role, gone = excluded.gone, seq = excluded.seq, changed_at = now()
      WHERE users.seq < excluded.seq
      """;
  private static final String PRESENT =
      "SELECT username, name, role, gone FROM bot.users WHERE NOT gone ORDER BY lower(username)";
  private static final String FIND =
      "SELECT username, name, role, gone FROM bot.users WHERE lower(username) = lower(?) AND NOT gone";

  private static final String KNOWN =
      "SELECT username, name, role, gone FROM bot.users WHERE lower(username) = lower(?)";

  // The copy is empty until auth-service has sent its users after the upgrade.
  private static final String UNKNOWN =
      """
      SELECT wanted.username FROM unnest(?::text[]) WITH ORDINALITY AS wanted (username, position)
      WHERE EXISTS (SELECT FROM bot.users)
        AND NOT EXISTS (SELECT FROM bot.users WHERE username = wanted.username AND NOT gone)
      ORDER BY wanted.position
      """;

  private final JdbcClient jdbc;

  Users(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Stores the state unless a newer one is stored. Returns false if nothing changed.
  boolean apply(User user, long seq) {
    return jdbc.sql(APPLY)
            .param("username", user.username())
            .param("name", user.name())
            .param("role", user.role())
            .param("gone", user.gone())
            .param("seq", seq)
            .update()
        == 1;
  }

  /// All users that are not gone.
  public List<User> present() {
    return jdbc.sql(PRESENT).query(Users::read).list();
  }

  public Optional<User> find(String username) {
    return jdbc.sql(FIND).param(username).query(Users::read).optional();
  }

  /// The user, also one who is gone. Empty for a name that auth-service has not sent.
  public Optional<User> known(String username) {
    return jdbc.sql(KNOWN).param(username).query(Users::read).optional();
  }

  /// Those of the usernames that no present user has, in their order. None while the copy is empty.
  public List<String> unknown(Collection<String> usernames) {
    return jdbc.sql(UNKNOWN).param(usernames.toArray(String[]::new)).query(String.class).list();
  }

  private static User read(ResultSet row, int index) throws SQLException {
    return new User(
        row.getString("username"),
        row.getString("name"),
        row.getString("role"),
        row.getBoolean("gone"));
  }
}
