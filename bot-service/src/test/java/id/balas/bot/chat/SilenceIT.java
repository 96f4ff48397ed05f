package id.balas.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.BotService;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.testing.TcpRelay;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/// PostgreSQL or Kafka is lost without a reset, and a bot freezes inside its transaction.
@Tag("long")
class SilenceIT {

  private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(30);

  private final String database = TestPostgres.newDatabase();
  private final TcpRelay toPostgres = TcpRelay.toPostgres(database);
  private final TcpRelay toKafka = TcpRelay.toKafka();
  private final String prefix = "6281" + System.nanoTime() % 100_000_000;
  private final ConfigurableApplicationContext cutOff =
      bot(toKafka, toPostgres, database, "--balas.limits.kafka.poll-gap=3s");

  @AfterEach
  void stop() {
    cutOff.close();
    toKafka.close();
    toPostgres.close();
  }

  @Test
  void lostDatabaseConnectionsAreReportedAndReplaced() {
    ChatKey chat = chat(1);
    write(chat, "1");
    await().untilAsserted(() -> assertThat(answers(chat)).containsExactly("1"));

    toPostgres.silence();
    write(chat, "2");

    await().atMost(GOES_ON_WITHIN).until(() -> liveness().equals(Status.DOWN));
    await()
        .atMost(GOES_ON_WITHIN)
        .untilAsserted(() -> assertThat(answers(chat)).containsExactly("1", "2"));
    await().until(() -> liveness().equals(Status.UP));
  }

  @Test
  void lostKafkaConnectionsAreReplaced() {
    ChatKey chat = chat(1);
    write(chat, "1");
    await().untilAsserted(() -> assertThat(answers(chat)).containsExactly("1"));

    toKafka.silence();
    write(chat, "2");

    await()
        .atMost(GOES_ON_WITHIN)
        .untilAsserted(() -> assertThat(answers(chat)).containsExactly("1", "2"));
  }

  @Test
  void botFrozenInItsTransactionStopsNobodyAndChangesNothing() {
    try (var other = bot(null, null, database)) {
      await().atMost(GOES_ON_WITHIN).until(() -> eachOwnsItsShare(cutOff, other));
      ChatKey chat =
          Stream.iterate(1, number -> number + 1)
              .map(this::chat)
              .filter(it -> owns(cutOff, it) && !owns(other, it))
              .findFirst()
              .orElseThrow();
      write(chat, "1");
      await().untilAsserted(() -> assertThat(answers(chat)).containsExactly("1"));

      toPostgres.freezeInTransactionOf(chat.chatId());
      write(chat, "2");
      await().until(toPostgres::isFrozen);
      toKafka.freeze();

      await()
          .atMost(GOES_ON_WITHIN)
          .untilAsserted(() -> assertThat(answers(chat)).containsExactly("1", "2"));
      List<String> decided = decisions(other, chat);
      toPostgres.thaw();
      toKafka.thaw();
      await().atMost(GOES_ON_WITHIN).until(() -> eachOwnsItsShare(cutOff, other));
      write(chat, "3");
      await()
          .atMost(GOES_ON_WITHIN)
          .untilAsserted(() -> assertThat(answers(chat)).containsExactly("1", "2", "3"));
      assertThat(decisions(other, chat)).startsWith(decided.toArray(String[]::new)).hasSize(3);
    }
  }

  private Status liveness() {
    HealthIndicator indicator = cutOff.getBean("consumersHealthIndicator", HealthIndicator.class);
    return Objects.requireNonNull(indicator.health()).getStatus();
  }

  private static ConfigurableApplicationContext bot(
      @Nullable TcpRelay kafka, @Nullable TcpRelay postgres, String database, String... settings) {
    String servers = TestKafka.bootstrapServers();
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "--server.port=0",
                    "--management.server.port=0",
                    // Its transactions name the chat, too.
                    "--balas.bot.history.enabled=false",
                    "--balas.bot.texts.default-reply=Halo!",
                    // The embedded broker sets this property for the whole JVM.
                    "--spring.kafka.bootstrap-servers="
                        + (kafka == null ? servers : kafka.before(servers)),
                    "--DATABASE_URL=" + (postgres == null ? database : postgres.before(database))),
                Stream.of(settings))
            .toList();
    return new SpringApplicationBuilder(BotService.class).run(arguments.toArray(String[]::new));
  }

  private ChatKey chat(int number) {
    return new ChatKey("default", prefix + number + "@s.whatsapp.net");
  }

  private void write(ChatKey chat, String id) {
    Instant now = Instant.now();
    TestTopics.write(
        new InboundMessage(
            prefix + "-" + id,
            chat.channel(),
            chat.chatId(),
            chat.chatId(),
            "Budi",
            From.CUSTOMER,
            new Content.Text("halo"),
            null,
            now,
            now,
            false));
  }

  private List<String> answers(ChatKey chat) {
    return TestTopics.of(Topics.OUTBOUND_MESSAGES, chat.toString(), OutboundMessage.class).stream()
        .map(answer -> answer.causeId().substring(prefix.length() + 1))
        .distinct()
        .toList();
  }

  private static List<String> decisions(ConfigurableApplicationContext bot, ChatKey chat) {
    return bot.getBean(JdbcTemplate.class)
        .queryForList(
            "SELECT cause_id || ' ' || decided_at FROM bot.decisions WHERE chat_id = ? ORDER BY decided_at",
            String.class,
            chat.chatId());
  }

  private static boolean owns(ConfigurableApplicationContext bot, ChatKey chat) {
    return bot.getBean(DecisionConsumers.class).own(chat);
  }

  private static boolean eachOwnsItsShare(
      ConfigurableApplicationContext one, ConfigurableApplicationContext other) {
    var first = one.getBean(DecisionConsumers.class).own();
    var second = other.getBean(DecisionConsumers.class).own();
    return !first.isEmpty() && !second.isEmpty() && Collections.disjoint(first, second);
  }
}
