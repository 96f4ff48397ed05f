package id.balas.bot.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.BotService;
import id.balas.bot.ai.server.FakeAi;
import id.balas.events.ChatCommand.AiAnswered;
import id.balas.events.ChatCommand.AiFailed;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.ReplyRequest;
import id.balas.events.WireRecord;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/// Questions that no rule answers, from Kafka to Kafka, with a fake AI server.
class AiRepliesIT {

  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static final int WRITERS = 4;
  private static final int LONGEST_LEAD = 200;
  private static final FakeAi AI = new FakeAi();
  private static ConfigurableApplicationContext service;

  private final ChatKey chat =
      new ChatKey("default", "628370000" + CHATS.incrementAndGet() + "@s.whatsapp.net");

  @BeforeAll
  static void start() {
    service =
        new SpringApplicationBuilder(BotService.class)
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--KAFKA_BOOTSTRAP_SERVERS=" + TestKafka.bootstrapServers(),
                "--DATABASE_URL=" + TestPostgres.newDatabase(),
                "--OPENAI_API_KEY=secret-key",
                "--OPENAI_BASE_URL=" + AI.url(),
                "--OPENAI_MODEL=fake-1",
                // As shipped: in a shorter window a loaded machine splits a burst.
                "--balas.bot.ai.quiet=1500ms",
                "--balas.bot.ai.longest-wait=4s",
                "--balas.bot.ai.time-limit=10s",
                "--balas.bot.ai.at-once=100",
                "--balas.bot.ai.per-chat-and-hour=3",
                "--balas.bot.ai.per-minute=10000");
  }

  @AfterAll
  static void stop() {
    service.close();
    AI.close();
  }

  @BeforeEach
  void answerAtOnce() {
    AI.does(FakeAi.says("empat"));
  }

  @Test
  void burstGetsOneAnswer() {
    TestTopics.write(
        question("b1", "berapa 2 + 2?"),
        question("b2", "nomor saya 0811 2345 678"),
        question("b3", "tolong dijawab"));
    await().until(() -> !outbound().isEmpty());

    assertThat(outbound())
        .singleElement()
        .satisfies(message -> {
          assertThat(message.content()).isEqualTo(new Content.Text("empat"));
          assertThat(message.author().kind()).isEqualTo(Author.Kind.AI);
          assertThat(message.author().basis()).matches("fake-1, prompt [0-9a-f]{8}");
        });
    assertThat(calls("berapa 2 + 2?"))
        .containsExactly(
            List.of("user: berapa 2 + 2?", "user: nomor saya [number]", "user: tolong dijawab"));
    await()
        .untilAsserted(() ->
            assertThat(outcomes()).containsExactly("ANSWERED", "ANSWERED", "ANSWERED", "ANSWERED"));
  }

  @Test
  void rulesAnswerWithoutTheAi() {
    int calls = AI.asked().size();
    TestTopics.write(question("r1", "makasih"));
    await().until(() -> !outbound().isEmpty());
    assertThat(outbound())
        .singleElement()
        .extracting(OutboundMessage::author)
        .isEqualTo(Author.bot("the rule \"terima kasih\""));
    assertThat(AI.asked()).hasSize(calls);
  }

  @Test
  void failingAiServerHandsTheChatOff() {
    AI.does(FakeAi.refuses(500));
    double before = metric("balas.bot.ai.fallbacks", "trouble");
    TestTopics.write(question("t1", "ongkir ke Bandung?"));
    await().until(() -> !outbound().isEmpty());

    assertThat(outbound())
        .singleElement()
        .extracting(OutboundMessage::author)
        .isEqualTo(Author.NOTICE);
    assertThat(commands(AiFailed.class))
        .singleElement()
        .extracting(AiFailed::reason)
        .isEqualTo("the AI server is unreachable or failing");
    await().until(() -> metric("balas.bot.ai.fallbacks", "trouble") == before + 1);
  }

  @Test
  void aiCanHandTheChatOff() {
    AI.does(FakeAi.says("*AGENT*."));
    TestTopics.write(question("p1", "tolong ubah alamat saya"));
    await().until(() -> !outbound().isEmpty());
    assertThat(commands(AiFailed.class))
        .singleElement()
        .extracting(AiFailed::reason)
        .isEqualTo("the AI left the question to a person");
  }

  @Test
  void longAiAnswersAreCutForWhatsApp() {
    AI.does(FakeAi.says("panjang ".repeat(2000)));
    TestTopics.write(question("l1", "ceritakan semua"));
    await().until(() -> !outbound().isEmpty());
    assertThat(outbound().getFirst().content().words()).hasSize(4096);
  }

  @Test
  void hourlyLimitOfAChatHandsOff() {
    for (int i = 0; i < 3; i++) {
      int answers = i;
      TestTopics.write(question("o" + i, "pertanyaan ke-" + i));
      await().until(() -> outbound().size() > answers);
    }
    TestTopics.write(question("o3", "satu lagi"));
    await().until(() -> outbound().size() > 3);
    assertThat(commands(AiFailed.class))
        .singleElement()
        .extracting(AiFailed::reason)
        .isEqualTo("this chat has reached its hourly limit of AI calls");
  }

  @Test
  void redeliveredQuestionGetsTheStoredAnswer() {
    TestTopics.write(question("s1", "berapa?"));
    await().until(() -> !outbound().isEmpty());
    int calls = AI.asked().size();
    ReplyRequest request =
        TestTopics.of(Topics.REPLY_REQUESTS, chat.toString(), ReplyRequest.class).getFirst();
    TestTopics.write(request);

    await().until(() -> commands(AiAnswered.class).size() == 2);
    assertThat(commands(AiAnswered.class).stream().distinct()).hasSize(1);
    assertThat(AI.asked()).hasSize(calls);
    assertThat(outbound().stream().distinct()).hasSize(1);
  }

  @Test
  void personsMessageCancelsTheQuestion() {
    double before =
        service.getBean(MeterRegistry.class).counter("balas.bot.ai.questions.cancelled").count();
    TestTopics.write(question("h1", "siapa di sana?"), message(chat, "h2", From.PHONE, "saya"));
    await()
        .until(() ->
            service.getBean(MeterRegistry.class).counter("balas.bot.ai.questions.cancelled").count()
                > before);

    assertThat(calls("siapa di sana?")).isEmpty();
    assertThat(outbound()).isEmpty();
    assertThat(outcomes()).containsExactly("DONE", "SILENT");
  }

  @Test
  void unpublishedAnswersAreRecovered() {
    Instant longAgo = Instant.now().minusSeconds(60);
    TestTopics.write(question("f1", "pertama"));
    await().until(() -> !outbound().isEmpty());
    // Simulates an instance that died between storing the answer and publishing it.
    JdbcTemplate database = service.getBean(JdbcTemplate.class);
    database.update(
        "UPDATE bot.ai_answers SET published = false, answered_at = ?::timestamptz WHERE chat_id = ?",
        longAgo.toString(),
        chat.chatId());
    await().until(() -> commands(AiAnswered.class).size() == 2);
    assertThat(commands(AiAnswered.class).stream().distinct()).hasSize(1);
  }

  @Test
  void noAiAnswerAfterAPersonsMessage() {
    int races = 1000;
    Random delays = new Random(7);
    AI.does((exchange, asked) -> {
      Thread.sleep(delays.nextInt(100));
      FakeAi.says("empat").answer(exchange, asked);
    });
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < WRITERS; writer++) {
        int of = writer;
        writers.execute(() -> TestTopics.write(race(races, of)));
      }
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> decided("62844%") >= 2L * races);
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(open()).isEmpty());

    Map<String, List<ChatInput>> inputs = new HashMap<>();
    TestTopics.raw(Topics.CHAT_INPUTS).stream()
        .filter(record -> record.key().startsWith("default/62844"))
        .forEach(record ->
            inputs
                .computeIfAbsent(record.key(), _ -> new ArrayList<>())
                .add(EventJson.read(record.value(), ChatInput.class)));
    Map<String, OutboundMessage> answers = new HashMap<>();
    TestTopics.raw(Topics.OUTBOUND_MESSAGES).stream()
        .filter(record -> record.key().startsWith("default/62844"))
        .map(record -> EventJson.read(record.value(), OutboundMessage.class))
        .filter(message -> message.author().kind() == Author.Kind.AI)
        .forEach(message -> answers.put(message.key(), message));
    int answered = 0;
    int beaten = 0;
    for (Map.Entry<String, List<ChatInput>> each : inputs.entrySet()) {
      List<ChatInput> log = each.getValue();
      int ai = indexOf(log, AiAnswered.class);
      int person = person(log);
      boolean aiFirst = ai >= 0 && ai < person;
      assertThat(answers.containsKey(each.getKey())).as(each.getKey()).isEqualTo(aiFirst);
      answered += aiFirst ? 1 : 0;
      beaten += ai > person ? 1 : 0;
    }
    assertThat(inputs).hasSize(races);
    // Otherwise the race did not happen.
    assertThat(answered).isPositive();
    assertThat(beaten).isPositive();
  }

  // The message of a person is a few records after the question: in some chats it comes before the
  // answer, in others after it.
  private static WireRecord[] race(int races, int writer) {
    Random random = new Random(writer);
    TreeMap<Double, WireRecord> records = new TreeMap<>();
    for (int i = writer; i < races; i += WRITERS) {
      var key = new ChatKey("default", "62844%06d@s.whatsapp.net".formatted(i));
      records.put((double) i, message(key, "race-" + i, From.CUSTOMER, "pertanyaan " + i));
      records.put(
          i + random.nextDouble(LONGEST_LEAD),
          message(key, "person-" + i, From.PHONE, "saya bantu"));
    }
    return records.values().toArray(WireRecord[]::new);
  }

  private static int person(List<ChatInput> log) {
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i) instanceof InboundMessage message && message.author() == From.PHONE) {
        return i;
      }
    }
    throw new AssertionError("the person is not in the log");
  }

  private static int indexOf(List<ChatInput> log, Class<?> kind) {
    return log.stream().map(Object::getClass).toList().indexOf(kind);
  }

  private static long decided(String chats) {
    return count("SELECT count(*) FROM bot.decisions WHERE chat_id LIKE ?", chats);
  }

  private static List<Map<String, Object>> open() {
    return service
        .getBean(JdbcTemplate.class)
        .queryForList(
            "SELECT chat_id, epoch, received_at, leased_until FROM bot.ai_requests WHERE answer_id IS NULL");
  }

  private static long count(String sql, Object... parameters) {
    Long count = service.getBean(JdbcTemplate.class).queryForObject(sql, Long.class, parameters);
    return count == null ? 0 : count;
  }

  private static double metric(String name, String reason) {
    return service.getBean(MeterRegistry.class).counter(name, "reason", reason).count();
  }

  private List<String> outcomes() {
    return service
        .getBean(JdbcTemplate.class)
        .queryForList(
            "SELECT outcome FROM bot.decisions WHERE chat_id = ? ORDER BY outcome",
            String.class,
            chat.chatId());
  }

  private static List<List<String>> calls(String words) {
    return AI.asked().stream()
        .map(FakeAi::words)
        .filter(call -> call.contains("user: " + words))
        .toList();
  }

  private <C extends ChatInput> List<C> commands(Class<C> kind) {
    return TestTopics.of(Topics.CHAT_INPUTS, chat.toString(), ChatInput.class).stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private List<OutboundMessage> outbound() {
    return TestTopics.of(Topics.OUTBOUND_MESSAGES, chat.toString(), OutboundMessage.class);
  }

  private InboundMessage question(String id, String words) {
    return message(chat, id, From.CUSTOMER, words);
  }

  private static InboundMessage message(ChatKey chat, String id, From author, String words) {
    Instant now = Instant.now();
    return new InboundMessage(
        id,
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
}
