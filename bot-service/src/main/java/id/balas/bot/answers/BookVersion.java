package id.balas.bot.answers;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The number that rises with each change of rules or hours. Its row is locked by whoever writes,
/// so that a reader who sees a version sees all that belongs to it.
@Repository
class BookVersion {

  private final JdbcClient jdbc;

  BookVersion(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void moves() {
    jdbc.sql("UPDATE bot.answer_book SET version = version + 1").update();
  }

  long present() {
    return jdbc.sql("SELECT version FROM bot.answer_book").query(Long.class).single();
  }
}
