package id.balas.bot.ai.usage;

import java.sql.Date;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/// The daily token budget, shared by all instances. The worst case is reserved before a call and
/// corrected after it, so concurrent calls cannot overspend.
@Repository
public class TokenBudget {

  private static final String RESERVE =
      """
      INSERT INTO bot.ai_usage AS used (day, tokens)
      SELECT ?, ? WHERE ? <= ?
      ON CONFLICT (day) DO UPDATE SET tokens = used.tokens + excluded.tokens
      WHERE used.tokens + excluded.tokens <= ?
      """;

  private final JdbcTemplate jdbc;
  private final AiUsageProperties settings;
  private final Clock clock;

  TokenBudget(JdbcTemplate jdbc, AiUsageProperties settings, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), settings.timeZone());
  }

  /// The time until the budget is full again.
  public Duration untilTomorrow() {
    return Duration.between(
        clock.instant(), today().plusDays(1).atStartOfDay(settings.timeZone()).toInstant());
  }

  /// Returns false if the day has fewer tokens left.
  public boolean reserve(LocalDate day, long tokens) {
    long most = settings.dailyTokens();
    return jdbc.update(RESERVE, Date.valueOf(day), tokens, tokens, most, most) == 1;
  }

  public void settle(LocalDate day, long reserve, long used) {
    jdbc.update(
        "UPDATE bot.ai_usage SET tokens = tokens + ? WHERE day = ?",
        used - reserve,
        Date.valueOf(day));
  }

  long usedToday() {
    return jdbc
        .queryForList(
            "SELECT tokens FROM bot.ai_usage WHERE day = ?", Long.class, Date.valueOf(today()))
        .stream()
        .findFirst()
        .orElse(0L);
  }
}
