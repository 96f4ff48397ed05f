package id.balas.auth.usersync;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The present state of each user with the number of its last change. A trigger writes it in the
/// transaction of the change. A state that bot-service confirmed is due again a day later: the
/// database of bot-service may have been restored from a backup.
@Repository
class UserOutbox {

  private static final String DUE =
      """
      SELECT user_id, username, name, role, gone, seq FROM auth.user_outbox
      WHERE seq > confirmed_seq OR confirmed_at < now() - interval '1 day'
      ORDER BY seq > confirmed_seq DESC, user_id LIMIT ?
      """;
  private static final String CONFIRM =
      """
      UPDATE auth.user_outbox SET confirmed_seq = ?, confirmed_at = now()
      WHERE user_id = ? AND confirmed_seq <= ?
      """;
  private static final String UNCONFIRMED =
      "SELECT count(*) FROM auth.user_outbox WHERE seq > confirmed_seq";

  private final JdbcClient jdbc;

  UserOutbox(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// `role` is `admin` or `karyawan`. A user who is disabled or deleted is `gone`.
  record UserState(
      long userId, String username, String name, String role, boolean gone, long seq) {}

  List<UserState> due(int most) {
    return jdbc.sql(DUE)
        .param(most)
        .query((row, _) ->
            new UserState(
                row.getLong("user_id"),
                row.getString("username"),
                row.getString("name"),
                row.getString("role"),
                row.getBoolean("gone"),
                row.getLong("seq")))
        .list();
  }

  /// A later change stays due.
  void confirm(UserState sent) {
    jdbc.sql(CONFIRM).params(sent.seq(), sent.userId(), sent.seq()).update();
  }

  long unconfirmed() {
    return jdbc.sql(UNCONFIRMED).query(Long.class).single();
  }
}
