package id.balas.bot.people;

import id.balas.events.PeopleCommand.FoundUnanswered;
import id.balas.events.value.Issuer;
import id.balas.events.wire.CloudEvents;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Runs once, when an installation first sets `BALAS_PEOPLE_WRITE=true`: publishes a command for
/// each chat that a person has and in which a customer wrote last, so that it waits. The ids are
/// derived from the messages, so two instances or a repetition do no harm.
@Component
class MovingIn {

  private static final Logger log = LoggerFactory.getLogger(MovingIn.class);
  private static final String STEP = "find-unanswered-chats";
  private static final Duration LOOKS_BACK = Duration.ofDays(14);

  private static final String UNANSWERED =
      """
      SELECT c.channel, c.chat_id, last.id, last.sent_at
      FROM bot.chats c
      CROSS JOIN LATERAL (
        SELECT m.id, m.sent_at, m.author FROM bot.messages m
        WHERE m.channel = c.channel AND m.chat_id = c.chat_id AND m.content ->> '@type' <> 'Reaction'
          AND m.author <> 'NOTICE'
        ORDER BY m.sent_at DESC, m.id DESC
        LIMIT 1) AS last
      WHERE (c.mode <> 'BOT' OR c.human_until IS NOT NULL) AND c.alias_of IS NULL AND c.waiting_since IS NULL
        AND c.chat_id ~ '@(s\\.whatsapp\\.net|lid)$' AND last.author = 'CUSTOMER' AND last.sent_at > ?
      """;

  private final JdbcTemplate jdbc;
  private final KafkaTemplate<String, byte[]> kafka;
  private final Clock clock;
  private final boolean peopleAreWritten;
  private boolean isDone;

  MovingIn(
      JdbcTemplate jdbc,
      KafkaTemplate<String, byte[]> kafka,
      Clock clock,
      @Value("${balas.people.write}") boolean peopleAreWritten) {
    this.jdbc = jdbc;
    this.kafka = kafka;
    this.clock = clock;
    this.peopleAreWritten = peopleAreWritten;
  }

  @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT1M")
  void run() {
    if (!peopleAreWritten || isDone) {
      return;
    }
    try {
      if (!isRecorded()) {
        List<FoundUnanswered> found = unanswered(clock.instant());
        CompletableFuture.allOf(
                found.stream()
                    .map(command -> kafka.send(CloudEvents.of(command, "bot-service")))
                    .toArray(CompletableFuture[]::new))
            .orTimeout(5, TimeUnit.MINUTES)
            .join();
        jdbc.update("INSERT INTO bot.steps VALUES (?, now()) ON CONFLICT DO NOTHING", STEP);
        log.info("Found {} chats that wait for a person since before the upgrade", found.size());
      }
      isDone = true;
    } catch (RuntimeException e) {
      log.warn("Could not look for unanswered chats, retrying: {}", e.toString());
    }
  }

  private boolean isRecorded() {
    return !jdbc.queryForList("SELECT 1 FROM bot.steps WHERE name = ?", STEP).isEmpty();
  }

  private List<FoundUnanswered> unanswered(Instant now) {
    return jdbc.query(
        UNANSWERED,
        (row, _) ->
            new FoundUnanswered(
                "found-" + row.getString("id"),
                row.getString("channel"),
                row.getString("chat_id"),
                Issuer.system("moving-in"),
                now,
                row.getString("id"),
                row.getTimestamp("sent_at").toInstant()),
        Timestamp.from(now.minus(LOOKS_BACK)));
  }
}
