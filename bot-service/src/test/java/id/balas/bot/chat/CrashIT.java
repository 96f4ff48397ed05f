package id.balas.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.BotService;
import id.balas.bot.chat.store.Chats;
import id.balas.bot.chat.store.Decisions;
import id.balas.bot.decision.Chat;
import id.balas.bot.decision.ChatTransition;
import id.balas.bot.decision.Decided;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.bot.notes.Labels;
import id.balas.bot.people.LoopWatch;
import id.balas.events.ChatCommand;
import id.balas.events.ChatInput;
import id.balas.events.ChatState;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Stops the service between poll and commit, at every step with an external effect, and restarts
/// it at the last commit. Every input must be decided exactly once, regardless of what was stored
/// or published before the stop.
class CrashIT {

  private static final int STOPS = 200;
  private static final int CHATS = 8;
  private static final int INPUTS = 600;
  private static ConfigurableApplicationContext service;

  private final String prefix = "6283" + System.nanoTime() % 1_000_000;
  private final Steps steps = new Steps();
  private final Random random = new Random(7);

  @BeforeAll
  static void start() {
    service =
        new SpringApplicationBuilder(BotService.class)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                "--DATABASE_URL=" + TestPostgres.newDatabase(),
                "--WHAPI_ADMINS=628110000001",
                // This test feeds the listener itself and decides what is committed.
                "--spring.kafka.listener.auto-startup=false");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void crashesCauseNoDoubleDecision() {
    List<ChatInput> log = log();
    Map<String, Integer> stoppedAt = new TreeMap<>();
    int committed = 0;
    int stops = 0;
    int countdown = 0;
    while (committed < log.size()) {
      int end = Math.min(log.size(), committed + 1 + random.nextInt(12));
      if (stops < STOPS) {
        steps.stopAfter(countdown++);
      } else {
        steps.markRunning();
      }
      try {
        var ack = new Committed();
        new Instance().on(log.subList(committed, end), ack);
        steps.pass("the commit of the offsets");
        assertThat(ack.all()).isTrue();
        committed = end;
        countdown = 0;
      } catch (Steps.Stopped stopped) {
        stoppedAt.merge(stopped.getMessage(), 1, Integer::sum);
        stops++;
      }
    }

    assertThat(stops).isEqualTo(STOPS);
    assertThat(stoppedAt.keySet())
        .contains(
            "a query",
            "an update",
            "the commit in the database",
            "a record published",
            "the commit of the offsets");
    Map<ChatKey, Chat> folded = everyChatIsTheFoldOfItsLog(log);
    repliesKeepIdAndOrderOfTheirCause(log);
    lastPublishedStateIsTheChatsState(folded);
  }

  // As when PostgreSQL falls silent at the commit of an instance, and its partitions move on.
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "2, 1", "0, 2", "1, 2", "2, 2"})
  void commitOfAnotherInstanceMayArriveBeforeAnyQuery(int query, int inputs) {
    ChatKey chat = new ChatKey("default", prefix + "9@s.whatsapp.net");
    List<ChatInput> log =
        List.of(
            message(chat, 1, From.CUSTOMER, "agent"),
            message(chat, 2, From.CUSTOMER, "halo"),
            message(chat, 3, From.CUSTOMER, "bot"));
    DecideBatch other = decideBatch(service.getBean(DataSource.class));
    // The messages below leave this chat as it was, so its version alone shows no conflict.
    other.decide(
        List.of(
            message(chat, 10, From.CUSTOMER, "agent"), message(chat, 11, From.CUSTOMER, "bot")));
    var queries = new AtomicInteger();
    DecideBatch decideBatch =
        decideBatch(
            new DelegatingDataSource(service.getBean(DataSource.class)) {
              @Override
              public Connection getConnection() throws SQLException {
                if (queries.getAndIncrement() == query) {
                  other.decide(log.subList(0, inputs));
                }
                return super.getConnection();
              }
            });
    DecideBatch.Result result;
    try {
      result = decideBatch.decide(log);
    } catch (DataAccessException _) {
      result = decideBatch.decide(log);
    }
    assertThat(queries.get()).isGreaterThan(query);
    assertThat(result.outcomes())
        .extracting(Decided::outcome)
        .containsExactly(Outcome.HANDED_OFF, Outcome.SILENT, Outcome.DONE);
    assertThat(service.getBean(Chats.class).find(chat).mode()).isEqualTo(Mode.BOT);
  }

  private static DecideBatch decideBatch(DataSource dataSource) {
    var jdbc = new JdbcTemplate(dataSource);
    return new DecideBatch(
        new Decisions(jdbc),
        new Chats(jdbc),
        service.getBean(Labels.class),
        new ChatTransition(service.getBean(BotProperties.class).policy(false)),
        new TransactionTemplate(new DataSourceTransactionManager(dataSource)),
        Clock.systemUTC(),
        TestAnswerBooks.of(service));
  }

  private Map<ChatKey, Chat> everyChatIsTheFoldOfItsLog(List<ChatInput> log) {
    var jdbc = service.getBean(JdbcTemplate.class);
    var transition = new ChatTransition(service.getBean(BotProperties.class).policy(false));
    AnswerBook book = TestAnswerBooks.of(service).get();
    Map<ChatKey, Chat> folded = new HashMap<>();
    Set<Decisions.Cause> seen = new LinkedHashSet<>();
    for (ChatInput input : log) {
      if (seen.add(Decisions.Cause.of(input))) {
        Instant decidedAt =
            jdbc.queryForList(
                    "SELECT decided_at FROM bot.decisions WHERE channel = ? AND cause_id = ? AND chat_id = ?",
                    Timestamp.class,
                    input.channel(),
                    input.causeId(),
                    input.chatId())
                .getFirst()
                .toInstant();
        Chat before = folded.getOrDefault(input.chat(), Chat.unseen(input.chat()));
        folded.put(input.chat(), transition.step(before, input, decidedAt, book).chat());
      }
    }
    Map<ChatKey, Chat> stored = service.getBean(Chats.class).load(folded.keySet());
    folded.forEach((key, chat) ->
        assertThat(withoutVersion(stored.getOrDefault(key, Chat.unseen(key))))
            .isEqualTo(withoutVersion(chat)));
    assertThat(
            jdbc.queryForObject(
                "SELECT count(*) FROM bot.decisions WHERE cause_id LIKE ?",
                Integer.class,
                prefix + "-%"))
        .isEqualTo(seen.size());
    return folded;
  }

  private static Chat withoutVersion(Chat chat) {
    return Chat.withOneId(
        chat.key(),
        chat.mode(),
        chat.epoch(),
        chat.assignee(),
        chat.humanUntil(),
        chat.lastAway(),
        chat.asked(),
        0);
  }

  // A reply that is published again has the same id. The first copies are in the order of the
  // inputs that they answer.
  private void repliesKeepIdAndOrderOfTheirCause(List<ChatInput> log) {
    Map<ChatKey, List<String>> causes = new HashMap<>();
    log.forEach(
        input -> causes.computeIfAbsent(input.chat(), _ -> new ArrayList<>()).add(input.causeId()));
    causes.forEach((chat, order) -> {
      List<OutboundMessage> distinct =
          TestTopics.of(Topics.OUTBOUND_MESSAGES, chat.toString(), OutboundMessage.class).stream()
              .distinct()
              .toList();
      assertThat(distinct).extracting(OutboundMessage::id).doesNotHaveDuplicates();
      assertThat(distinct).extracting(OutboundMessage::causeId).doesNotHaveDuplicates();
      assertThat(distinct)
          .isNotEmpty()
          .extracting(message -> order.indexOf(message.causeId()))
          .isSorted();
    });
  }

  private static void lastPublishedStateIsTheChatsState(Map<ChatKey, Chat> folded) {
    folded.forEach((key, chat) -> {
      List<ChatState> states = TestTopics.of(Topics.CHAT_STATES, key.toString(), ChatState.class);
      if (chat.epoch() > 0) {
        assertThat(states.getLast().epoch()).isEqualTo(chat.epoch());
        assertThat(states.getLast().mode()).isEqualTo(chat.mode());
      }
      assertThat(states).extracting(ChatState::epoch).isSorted();
    });
  }

  // Inputs of all chats with redeliveries, in the same batch and in later ones.
  private List<ChatInput> log() {
    List<ChatInput> log = new ArrayList<>();
    for (int i = 0; i < INPUTS; i++) {
      ChatKey chat = new ChatKey("default", prefix + i % CHATS + "@s.whatsapp.net");
      log.add(
          switch (random.nextInt(10)) {
            case 0 -> message(chat, i, From.PHONE, "saya bantu");
            case 1 -> message(chat, i, From.CUSTOMER, "agent");
            case 2, 3 -> message(chat, i, From.CUSTOMER, "bot");
            case 4 -> reply(chat, i);
            case 5 ->
                log.isEmpty()
                    ? message(chat, i, From.CUSTOMER, "halo")
                    : log.get(Math.max(0, i - 1 - random.nextInt(20)));
            default -> message(chat, i, From.CUSTOMER, "halo");
          });
    }
    return log;
  }

  private InboundMessage message(ChatKey chat, int number, From author, String words) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new InboundMessage(
        prefix + "-" + number,
        chat.channel(),
        chat.chatId(),
        chat.chatId(),
        "Budi",
        author,
        new Content.Text(words),
        null,
        now,
        now,
        false);
  }

  private ChatCommand reply(ChatKey chat, int number) {
    return new ChatCommand.Reply(
        prefix + "-" + number,
        chat.channel(),
        chat.chatId(),
        Issuer.user("ani", "admin"),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        new Content.Text("Siap"),
        null,
        null,
        null);
  }

  /// The service's own classes, with a database and a Kafka that can fail between any two steps.
  private final class Instance {

    private final ChatInputListener listener;

    Instance() {
      var dataSource = steps.around(service.getBean(DataSource.class));
      var publisher =
          new OutboundPublisher(
              new KafkaTemplate<>(steps.around(factory())), new LoopWatch(0, Duration.ZERO));
      listener =
          new ChatInputListener(
              decideBatch(dataSource),
              publisher,
              (_, failure) -> {
                throw new AssertionError(failure);
              },
              service.getBean(StoppedPartitions.class),
              service.getBean(StateRepublisher.class),
              service.getBean(ChatMetrics.class),
              10);
    }

    @SuppressWarnings("unchecked")
    private DefaultKafkaProducerFactory<String, byte[]> factory() {
      return (DefaultKafkaProducerFactory<String, byte[]>) service.getBean(ProducerFactory.class);
    }

    void on(List<ChatInput> inputs, Committed ack) {
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      for (ChatInput input : inputs) {
        records.add(
            new ConsumerRecord<>(
                Topics.CHAT_INPUTS, 0, records.size(), input.key(), EventJson.write(input)));
      }
      listener.on(records, ack, new MockConsumer<String, byte[]>("earliest"));
    }
  }
}
