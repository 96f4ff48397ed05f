package id.balas.bot.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.balas.bot.BotService;
import id.balas.bot.chat.store.Chats;
import id.balas.bot.chat.store.Decisions;
import id.balas.bot.chat.store.DueChats;
import id.balas.bot.decision.Chat;
import id.balas.bot.decision.ChatTransition;
import id.balas.bot.decision.Decided;
import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.bot.kafka.Poison;
import id.balas.bot.notes.Labels;
import id.balas.events.AiCommand;
import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.ChatCommand;
import id.balas.events.ChatInput;
import id.balas.events.ChatState;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.PeopleCommand;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

class BotServiceIT {

  private static final ChatKey ADMIN = new ChatKey("default", "628110000001@s.whatsapp.net");
  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static ConfigurableApplicationContext service;

  private ChatKey chat =
      new ChatKey("default", "628220000" + CHATS.incrementAndGet() + "@s.whatsapp.net");

  @BeforeAll
  static void start() {
    service =
        new SpringApplicationBuilder(BotService.class)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                "--DATABASE_URL=" + TestPostgres.newDatabase(),
                "--WHAPI_ADMINS=+62 811-0000-001",
                "--balas.bot.look-at-clock-every=200ms",
                "--balas.bot.human-window=2s",
                "--balas.bot.texts.default-reply=Halo {name}!");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void messagesAreAnsweredOnceAndInOrder() {
    TestTopics.write(
        customer("a1", "satu"),
        customer("a2", "dua"),
        customer("a1", "satu"),
        customer("a3", "tiga"));
    await().until(() -> outbound().size() >= 3);
    // Redelivery in a later batch: the stored decision is published again, and no new one is made.
    TestTopics.write(customer("a2", "dua"), customer("a4", "empat"));
    await()
        .untilAsserted(
            () -> assertThat(outbound().getLast().content().words()).isEqualTo("Halo a4!"));

    List<OutboundMessage> distinct = outbound().stream().distinct().toList();
    assertThat(distinct)
        .extracting(message -> message.content().words())
        .containsExactly("Halo a1!", "Halo a2!", "Halo a3!", "Halo a4!");
    assertThat(distinct).extracting(OutboundMessage::id).doesNotHaveDuplicates();
    assertThat(decisions(chat)).isEqualTo(4);
  }

  @Test
  void adminGetsTheResultOfACommand() {
    String number = chat.chatId().replaceFirst("@.*", "");
    TestTopics.write(admin(number + "-1", "assign " + number));
    await()
        .until(() ->
            outbound(ADMIN).stream().anyMatch(m -> m.content().equals(text("✓ assign " + number))));
    TestTopics.write(
        customer(number + "-2", "halo"), admin(number + "-3", "reply " + number + " Siap,\n  Pak"));
    await()
        .until(() ->
            outbound(ADMIN).stream().anyMatch(m -> m.content().equals(text("✓ reply " + number))));

    assertThat(outbound())
        .singleElement()
        .satisfies(message -> {
          assertThat(message.content()).isEqualTo(text("Siap,\n  Pak"));
          assertThat(message.author()).isEqualTo(Author.person(Author.Kind.ADMIN, "628110000001"));
        });
    List<ChatState> states = TestTopics.of(Topics.CHAT_STATES, chat.toString(), ChatState.class);
    assertThat(states.getFirst().mode()).isEqualTo(Mode.AGENT);
    assertThat(states.getLast().epoch())
        .isGreaterThan(states.getFirst().epoch())
        .isEqualTo(outbound().getFirst().epoch());
  }

  @Test
  void statusSeesTheCommandBeforeItInTheSameBatch() {
    String number = chat.chatId().replaceFirst("@.*", "");
    var assign =
        new ChatCommand.Assign(
            number + "-assign",
            chat.channel(),
            chat.chatId(),
            Issuer.admin("siti", ADMIN.chatId()),
            Instant.now(),
            "siti",
            null);
    InboundMessage status = admin(number + "-status", "status " + number);
    InboundMessage list = admin(number + "-list", "list");
    var decideBatch = service.getBean(DecideBatch.class);

    List<Decided> first = decideBatch.decide(List.of(assign, status, list)).outcomes();
    String answer = number + ": AGENT, siti";
    assertThat(words(first.get(1))).isEqualTo(answer);
    assertThat(words(first.get(2))).contains(answer);

    // The chat changes, then the admin's message is redelivered: its stored answer is repeated.
    var pause =
        new ChatCommand.Pause(
            number + "-pause",
            chat.channel(),
            chat.chatId(),
            Issuer.admin("siti", ADMIN.chatId()),
            Instant.now(),
            null);
    List<Decided> second = decideBatch.decide(List.of(pause, status)).outcomes();
    assertThat(second.get(1).emits()).isEqualTo(first.get(1).emits());
  }

  private static String words(Decided decided) {
    assertThat(decided.emits()).singleElement().isInstanceOf(OutboundMessage.class);
    return String.valueOf(((OutboundMessage) decided.emits().getFirst()).content().words());
  }

  @Test
  void botAnswersAfterTheHumanWindow() {
    TestTopics.write(phone("h1"), customer("h2", "halo"));
    await()
        .until(() ->
            TestTopics.of(Topics.CHAT_INPUTS, chat.toString(), ChatInput.class).stream()
                .anyMatch(PeopleCommand.HandBack.class::isInstance));
    await().until(() -> decisions(chat) >= 3);
    TestTopics.write(customer("h3", "masih ada?"));
    await().until(() -> !outbound().isEmpty());

    assertThat(outbound())
        .singleElement()
        .extracting(m -> m.content().words())
        .isEqualTo("Halo h3!");
  }

  @Test
  void clockThatIsAheadEndsNoHumanWindow() {
    service
        .getBean(JdbcTemplate.class)
        .update(
            "INSERT INTO bot.chats (channel, chat_id, mode, epoch, human_until, version)"
                + " VALUES ('default', ?, 'BOT', 1, now() + interval '1 minute', 1)",
            chat.chatId());
    assertThat(service.getBean(Chats.class).find(chat).humanUntil()).isNotNull();

    Instant ahead = Instant.now().plusSeconds(90);
    assertThat(service.getBean(DueChats.class).expiredWindows(ahead, null, 1000))
        .extracting(Chat::key)
        .doesNotContain(chat);
  }

  @Test
  void unreadableRecordsAreDeadLettered() {
    TestTopics.write(
        Topics.CHAT_INPUTS,
        chat.toString(),
        "{\"@type\":\"InboundMessage\",\"id\":\"x\"}".getBytes(UTF_8));
    TestTopics.write(Topics.CHAT_INPUTS, chat.toString(), "not json".getBytes(UTF_8));
    TestTopics.write(customer("d1", "halo"));
    await().until(() -> !outbound().isEmpty());

    assertThat(
            TestTopics.raw(Topics.CHAT_INPUTS + "-dlt").stream()
                .filter(r -> chat.toString().equals(r.key())))
        .hasSize(2)
        .allSatisfy(letter ->
            assertThat(letter.headers().lastHeader("kafka_dlt-exception-message")).isNotNull());
  }

  @Test
  void badRecordIsIsolatedAndDeadLettered() {
    String tooLongForItsIndex = randomText(4000);
    TestTopics.write(
        customer("p1", "halo"), customer(tooLongForItsIndex, "halo"), customer("p2", "halo"));
    await().until(() -> outbound().size() >= 2);

    assertThat(outbound().stream().distinct())
        .extracting(m -> m.content().words())
        .containsExactly("Halo p1!", "Halo p2!");
    assertThat(
            TestTopics.raw(Topics.CHAT_INPUTS + "-dlt").stream()
                .filter(r -> chat.toString().equals(r.key())))
        // The history listener dead-letters it too.
        .map(r -> EventJson.read(r.value(), ChatInput.class).causeId())
        .isNotEmpty()
        .containsOnly(tooLongForItsIndex);
  }

  @Test
  void partitionStopsAfterDeadLettersInARow() {
    JdbcTemplate database = service.getBean(JdbcTemplate.class);
    MeterRegistry metrics = service.getBean(MeterRegistry.class);
    Gauge stopped = metrics.get("balas.bot.partitions.stopped").gauge();
    Counter deadLettered = metrics.counter("balas.bot.dead.letters");
    double before = deadLettered.count();
    // A timer of another test's chat would decide an input between the bad ones. It may be on its
    // way already, so the windows that end soon must have ended.
    await()
        .until(() ->
            database
                .queryForList(
                    "SELECT 1 FROM bot.chats WHERE human_until < now() + interval '10 seconds'")
                .isEmpty());
    // As a bad release that cannot decide these inputs.
    database.execute(
        "ALTER TABLE bot.decisions ADD CONSTRAINT bad_release CHECK (cause_id NOT LIKE 'bad-%')");
    try {
      for (int i = 0; i < 12; i++) {
        TestTopics.write(customer("bad-" + i, "halo"));
      }
      TestTopics.write(customer("after", "halo"));
      await().until(() -> stopped.value() == 1);
      assertThat(deadLettered.count()).isEqualTo(before + 10);
      assertThat(outbound()).isEmpty();

      // The next owner of the partition, such as this service after a restart.
      var container =
          Objects.requireNonNull(
              service
                  .getBean(KafkaListenerEndpointRegistry.class)
                  .getListenerContainer(ChatInputListener.ID));
      container.stop();
      assertThat(stopped.value()).isZero();
      container.start();
      await().until(() -> stopped.value() == 1);
      assertThat(deadLettered.count()).isEqualTo(before + 10);
    } finally {
      database.execute("ALTER TABLE bot.decisions DROP CONSTRAINT bad_release");
    }

    await().until(() -> outbound().size() >= 3);
    assertThat(outbound().stream().map(OutboundMessage::causeId).distinct())
        .containsExactly("bad-10", "bad-11", "after");
    await().until(() -> stopped.value() == 0);
    assertThat(deadLettered.count()).isEqualTo(before + 10);
  }

  @Test
  void databaseErrorsAreRetriedForever() {
    JdbcTemplate database = service.getBean(JdbcTemplate.class);
    Counter retries = service.getBean(MeterRegistry.class).counter("balas.bot.batches.retried");
    double before = retries.count();
    database.execute("ALTER TABLE bot.decisions RENAME TO decisions_away");
    try {
      TestTopics.write(customer("w1", "halo"), customer("w2", "agent"));
      await().until(() -> retries.count() >= before + 2);
      assertThat(outbound()).isEmpty();
    } finally {
      database.execute("ALTER TABLE bot.decisions_away RENAME TO decisions");
    }
    await().until(() -> outbound().size() >= 2);

    assertThat(outbound().getFirst().content()).isEqualTo(text("Halo w1!"));
    assertThat(decisions(chat)).isEqualTo(2);
    assertThat(TestTopics.raw(Topics.CHAT_INPUTS + "-dlt"))
        .noneMatch(letter -> chat.toString().equals(letter.key()));
  }

  @Test
  void conflictingDecisionPublishesNothing() {
    // An answer does not change the chat, so only the decision itself can conflict.
    instance(Instant::now).decide(List.of(customer("z0", "agent"), customer("z1", "bot")));
    ChatInput question = customer("z2", "halo");
    DecideBatch owner = instance(Instant::now);
    // The stale instance has loaded its data; before it stores, the new owner decides the same
    // input.
    DecideBatch zombie =
        instance(() -> {
          owner.decide(List.of(question));
          return Instant.now();
        });

    assertThatThrownBy(() -> zombie.decide(List.of(question)))
        .isInstanceOf(DataAccessException.class)
        .satisfies(e -> assertThat(Poison.isCause((RuntimeException) e)).isFalse());
    assertThat(decisions(chat)).isEqualTo(3);
    DecideBatch.Result again = instance(Instant::now).decide(List.of(question));
    assertThat(again.redelivered()).isEqualTo(1);
    assertThat(again.states()).singleElement().extracting(ChatState::mode).isEqualTo(Mode.BOT);
  }

  @Test
  void concurrentChatWriteRollsTheDecisionBack() {
    instance(Instant::now).decide(List.of(customer("v0", "halo")));
    DecideBatch owner = instance(Instant::now);
    DecideBatch zombie =
        instance(() -> {
          owner.decide(List.of(customer("v1", "agent")));
          return Instant.now();
        });

    assertThatThrownBy(() -> zombie.decide(List.of(customer("v2", "pause"))))
        .isInstanceOf(DataAccessException.class);
    assertThat(decisions(chat)).isEqualTo(2);
  }

  @Test
  void storedOutcomeEqualsTheDecidedOne() {
    DecideBatch decide = instance(Instant::now);
    List<Decided> first =
        decide.decide(List.of(customer("f1", "halo"), customer("f2", "agent"))).outcomes();
    List<Decided> again =
        decide.decide(List.of(customer("f1", "halo"), customer("f2", "agent"))).outcomes();
    assertThat(again)
        .extracting(Decided::emits)
        .isEqualTo(first.stream().map(Decided::emits).toList());
  }

  @Test
  void equalIdsInTwoChatsAreDecidedSeparately() {
    var other = new ChatKey("default", "628390000" + CHATS.incrementAndGet() + "@s.whatsapp.net");
    List<Decided> outcomes =
        instance(Instant::now)
            .decide(
                List.of(
                    customer("same", "halo"), message(other, "same", From.CUSTOMER, "halo", "Ani")))
            .outcomes();

    assertThat(outcomes).extracting(Decided::chat).containsExactly(chat, other);
    assertThat(outcomes)
        .extracting(decided -> ((OutboundMessage) decided.emits().getFirst()).id())
        .doesNotHaveDuplicates();
  }

  @Test
  void endedQuestionsAreStored() {
    AnswerBook asking = new AskingBook();
    DecideBatch decide = instance(Instant::now, asking);
    DecideBatch.Result asked =
        decide.decide(List.of(customer("q1", "berapa?"), customer("q2", "berapa?")));
    var requests =
        asked.outcomes().stream()
            .map(decided -> ((ReplyRequest) decided.emits().getFirst()).id())
            .toList();
    assertThat(outcomeOf("q1")).isEqualTo("ASKED, no rule fits, null");
    assertThat(service.getBean(DueChats.class).overdueRequests(Instant.now(), null, 10)).isEmpty();
    assertThat(
            service
                .getBean(DueChats.class)
                .overdueRequests(Instant.now().plusSeconds(1000), null, 10))
        .extracting(Chat::key)
        .containsExactly(chat);

    decide.decide(
        List.of(
            new AiCommand.AiAnswered(
                "ai-1",
                chat.channel(),
                chat.chatId(),
                Issuer.system("ai"),
                Instant.now(),
                requests,
                0,
                text("Empat."),
                "m")));

    assertThat(outcomeOf("q1")).isEqualTo("ANSWERED, the AI answered, ai-1");
    assertThat(outcomeOf("q2")).isEqualTo("ANSWERED, the AI answered, ai-1");
    assertThat(
            service
                .getBean(DueChats.class)
                .overdueRequests(Instant.now().plusSeconds(1000), null, 10))
        .isEmpty();
  }

  private String outcomeOf(String causeId) {
    return service
        .getBean(JdbcTemplate.class)
        .queryForList(
            "SELECT concat_ws(', ', outcome, rule, coalesce(ended_by, 'null')) FROM bot.decisions WHERE chat_id = ? AND cause_id = ?",
            String.class,
            chat.chatId(),
            causeId)
        .getFirst();
  }

  @Test
  void unknownCommandStopsOnlyItsPartition() throws Exception {
    DecisionConsumers consumers = service.getBean(DecisionConsumers.class);
    // The record is deleted below, so HistoryIT, on the same broker, avoids this partition.
    while (consumers.partitionOf(chat).partition() != 0) {
      chat = new ChatKey("default", "628450000" + CHATS.incrementAndGet() + "@s.whatsapp.net");
    }
    ChatKey elsewhere = chat;
    while (consumers.partitionOf(elsewhere).equals(consumers.partitionOf(chat))) {
      elsewhere = new ChatKey("default", "628450000" + CHATS.incrementAndGet() + "@s.whatsapp.net");
    }
    Gauge stopped =
        service.getBean(MeterRegistry.class).get("balas.bot.partitions.stopped").gauge();
    TestTopics.write(customer("u1", "halo"));
    TestTopics.write(
        Topics.CHAT_INPUTS,
        chat.toString(),
        "{\"@type\":\"Escalate\",\"commandId\":\"c\"}".getBytes(UTF_8));
    TestTopics.write(customer("u2", "halo"));
    await().until(() -> stopped.value() == 1);
    TestTopics.write(message(elsewhere, "u3", From.CUSTOMER, "halo", "u3"));
    ChatKey other = elsewhere;
    await().until(() -> !outbound(other).isEmpty());
    assertThat(outbound().stream().distinct())
        .extracting(m -> m.content().words())
        .containsExactly("Halo u1!");

    // An operator removes the record, so the partition can continue.
    long offset =
        TestTopics.raw(Topics.CHAT_INPUTS).stream()
            .filter(record -> new String(record.value(), UTF_8).contains("Escalate"))
            .findFirst()
            .orElseThrow()
            .offset();
    try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
      admin
          .deleteRecords(
              Map.of(consumers.partitionOf(chat), RecordsToDelete.beforeOffset(offset + 1)))
          .all()
          .get();
    }
    await().until(() -> outbound().stream().anyMatch(m -> m.causeId().equals("u2")));
    assertThat(stopped.value()).isZero();
  }

  @Test
  void endedConsumerMakesTheServiceNotReady() {
    var health = service.getBean(DecisionConsumers.class);
    var container =
        service
            .getBean(KafkaListenerEndpointRegistry.class)
            .getListenerContainer(ChatInputListener.ID);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    ((ConcurrentMessageListenerContainer<?, ?>) Objects.requireNonNull(container))
        .getContainers()
        .getFirst()
        .stop();
    try {
      assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    } finally {
      container.stop();
      container.start();
    }
    await().until(() -> health.health().getStatus().equals(Status.UP));
  }

  private static DecideBatch instance(InstantSource clock) {
    return instance(clock, TestAnswerBooks.of(service).get());
  }

  private static DecideBatch instance(InstantSource clock, AnswerBook book) {
    return new DecideBatch(
        service.getBean(Decisions.class),
        service.getBean(Chats.class),
        service.getBean(Labels.class),
        new ChatTransition(service.getBean(BotProperties.class).policy(false)),
        service.getBean(TransactionTemplate.class),
        clock.withZone(ZoneOffset.UTC),
        () -> book);
  }

  /// Always asks the AI.
  private static final class AskingBook implements AnswerBook {
    @Override
    public Finding find(Question question) {
      return new Finding.AskAi("no rule fits");
    }

    @Override
    public String notice(Notice notice, Addressee to) {
      return "petugas kami akan membalas";
    }
  }

  private static int decisions(ChatKey chat) {
    Integer count =
        service
            .getBean(JdbcTemplate.class)
            .queryForObject(
                "SELECT count(*) FROM bot.decisions WHERE chat_id = ?",
                Integer.class,
                chat.chatId());
    return count == null ? 0 : count;
  }

  private List<OutboundMessage> outbound() {
    return outbound(chat);
  }

  private static List<OutboundMessage> outbound(ChatKey chat) {
    return TestTopics.of(Topics.OUTBOUND_MESSAGES, chat.toString(), OutboundMessage.class);
  }

  private static Content text(String body) {
    return new Content.Text(body);
  }

  private static String randomText(int length) {
    return new Random(1)
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private InboundMessage customer(String id, String text) {
    return message(chat, id, From.CUSTOMER, text, id);
  }

  private InboundMessage phone(String id) {
    return message(chat, id, From.PHONE, "saya bantu", "Kami");
  }

  private static InboundMessage admin(String id, String text) {
    return message(ADMIN, id, From.CUSTOMER, text, "Admin");
  }

  private static InboundMessage message(
      ChatKey chat, String id, From author, String text, String name) {
    Instant now = Instant.now();
    return new InboundMessage(
        id,
        chat.channel(),
        chat.chatId(),
        chat.chatId(),
        name,
        author,
        text(text),
        null,
        now,
        now,
        false);
  }
}
