package id.balas.bot.answers;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The version of the answer book. It rises with each change of rules or hours. A writer locks the
/// row, so a reader that sees a version also sees all changes that belong to it.
@Repository
class AnswerBookVersion {

  private final JdbcClient jdbc;

  AnswerBookVersion(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void increment() {
    jdbc.sql("UPDATE bot.answer_book SET version = version + 1").update();
  }

  long current() {
    return jdbc.sql("SELECT version FROM bot.answer_book").query(Long.class).single();
  }
}
