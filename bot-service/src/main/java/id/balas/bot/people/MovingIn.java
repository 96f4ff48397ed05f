package id.balas.bot.people;

import id.balas.events.value.ChatKey;
import id.balas.events.wire.CloudEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Runs once, when an installation first sets `BALAS_PEOPLE_WRITE=true`: publishes a command for
/// each open chat, so that it gets a conversation and waits if a person has it and the customer
/// wrote last. The ids are derived from the messages, so two instances or a repetition do no harm.
@Component
class MovingIn {

  private static final Logger log = LoggerFactory.getLogger(MovingIn.class);
  private static final String STEP = "find-open-chats";

  private final JdbcTemplate jdbc;
  private final OpenChats chats;
  private final KafkaTemplate<String, byte[]> kafka;
  private final Clock clock;
  private final Duration idle;
  private final boolean peopleAreWritten;
  private boolean isDone;

  MovingIn(
      JdbcTemplate jdbc,
      OpenChats chats,
      KafkaTemplate<String, byte[]> kafka,
      Clock clock,
      @Value("${balas.bot.conversation.idle}") Duration idle,
      @Value("${balas.people.write}") boolean peopleAreWritten) {
    this.jdbc = jdbc;
    this.chats = chats;
    this.kafka = kafka;
    this.clock = clock;
    this.idle = idle;
    this.peopleAreWritten = peopleAreWritten;
  }

  @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT1M")
  void run() {
    if (!peopleAreWritten || isDone) {
      return;
    }
    try {
      if (!isRecorded()) {
        log.info("Found {} chats that were open before the upgrade", publishAll());
        jdbc.update("INSERT INTO bot.steps VALUES (?, now()) ON CONFLICT DO NOTHING", STEP);
      }
      isDone = true;
    } catch (RuntimeException e) {
      log.warn("Could not look for open chats, retrying: {}", e.toString());
    }
  }

  private boolean isRecorded() {
    return !jdbc.queryForList("SELECT 1 FROM bot.steps WHERE name = ?", STEP).isEmpty();
  }

  private int publishAll() {
    int count = 0;
    @Nullable ChatKey last = null;
    do {
      OpenChats.Page page = chats.after(last, clock.instant(), idle);
      CompletableFuture.allOf(
              page.found().stream()
                  .map(command -> kafka.send(CloudEvents.of(command, "bot-service")))
                  .toArray(CompletableFuture[]::new))
          .orTimeout(1, TimeUnit.MINUTES)
          .join();
      count += page.found().size();
      last = page.last();
    } while (last != null);
    return count;
  }
}
