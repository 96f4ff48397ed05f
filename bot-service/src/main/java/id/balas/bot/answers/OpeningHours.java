package id.balas.bot.answers;

import id.balas.bot.answers.book.Hours;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The stored opening hours.
@Repository
public class OpeningHours {

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final AnswerBookVersion version;
  private final HoursVersions versions;

  OpeningHours(
      JdbcClient jdbc, JsonMapper json, AnswerBookVersion version, HoursVersions versions) {
    this.jdbc = jdbc;
    this.json = json;
    this.version = version;
    this.versions = versions;
  }

  public Hours current() {
    return json.readValue(
        jdbc.sql("SELECT hours FROM bot.answer_book").query(String.class).single(), Hours.class);
  }

  @Transactional
  public void replace(Hours hours, @Nullable String by) {
    version.increment();
    jdbc.sql("UPDATE bot.answer_book SET hours = ?::jsonb, changed_by = ?, changed_at = now()")
        .param(json.writeValueAsString(hours))
        .param(by)
        .update();
    versions.add(null, hours);
  }
}
