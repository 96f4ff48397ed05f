package id.balas.bot.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import id.balas.bot.BotService;
import id.balas.events.AiCommand.AiAnswered;
import id.balas.events.AiCommand.AiFailed;
import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.WireRecord;
import id.balas.events.testing.TestKafka;
import id.balas.events.testing.TestPostgres;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.fakeai.AiBehavior;
import id.balas.fakeai.AiBehaviors;
import id.balas.fakeai.AiScript;
import id.balas.fakeai.AiServerKind;
import id.balas.fakeai.FakeAi;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// Questions that no rule answers, from Kafka to Kafka, with a fake AI server. The tests run at the
/// same time, because most of their time is the bot's wait for further questions. Each has its own
/// chat, and the fake knows it by its question.
@ResourceLock(
    value = AiRepliesIT.MACHINE,
    mode = ResourceAccessMode.READ,
    target = ResourceLockTarget.CHILDREN)
@Tag("long")
class AiRepliesIT {

  static final String MACHINE = "machine";

  private static final AtomicInteger CHATS = new AtomicInteger(100);
  // Each way of a race happens in dozens of these; `-Dbalas.races=1000` runs more.
  private static final int RACES = Integer.getInteger("balas.races", 400);
  private static final int WRITERS = 4;
  private static final int LONGEST_LEAD = 200;
  private static final Map<String, AiBehavior> BEHAVIORS = new ConcurrentHashMap<>();
  private static final FakeAi AI = new FakeAi(0, AiRepliesIT::answer);
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
                "--balas.bot.ai.per-chat-and-hour=2",
                "--balas.bot.ai.per-minute=10000");
  }

  @AfterAll
  static void stop() {
    service.close();
    AI.close();
  }

  private static void answer(HttpExchange exchange, JsonNode request)
      throws IOException, InterruptedException {
    String last = FakeAi.turns(request).getLast();
    AiBehavior behavior =
        BEHAVIORS.entrySet().stream()
            .filter(each -> last.contains(each.getKey()))
            .findFirst()
            .map(Map.Entry::getValue)
            .orElse(AiBehaviors.says("empat"));
    behavior.answer(exchange, request);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void burstGetsOneAnswer() {
    TestTopics.write(
        question("b1", "berapa 2 + 2?"),
        question("b2", "nomor saya 0811 2345 678"),
        question("b3", "tolong dijawab"));
    await().until(() -> seen() > 0);

    assertThat(outbound())
        .singleElement()
        .satisfies(message -> {
          assertThat(message.content()).isEqualTo(new Content.Text("empat"));
          assertThat(message.author().kind()).isEqualTo(Author.Kind.AI);
          assertThat(message.author().basis()).matches("fake-1, prompt [0-9a-f]{8}");
        });
    assertThat(calls("berapa 2 + 2?"))
        .containsExactly(List.of("user: berapa 2 + 2?\nnomor saya [number]\ntolong dijawab"));
    await()
        .untilAsserted(() ->
            assertThat(outcomes()).containsExactly("ANSWERED", "ANSWERED", "ANSWERED", "ANSWERED"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void rulesAnswerWithoutTheAi() {
    TestTopics.write(question("r1", "makasih"));
    await().until(() -> seen() > 0);
    assertThat(outbound())
        .singleElement()
        .extracting(OutboundMessage::author)
        .isEqualTo(Author.bot("the rule \"terima kasih\""));
    assertThat(calls("makasih")).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void failingAiServerHandsTheChatOff() {
    BEHAVIORS.put("ongkir ke Bandung?", AiBehaviors.fails(500));
    double before = metric("balas.bot.ai.fallbacks", "trouble");
    TestTopics.write(question("t1", "ongkir ke Bandung?"));
    await().until(() -> seen() > 0);

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
  @Execution(ExecutionMode.CONCURRENT)
  void aiCanHandTheChatOff() {
    BEHAVIORS.put("tolong ubah alamat saya", AiBehaviors.says("*AGENT*."));
    TestTopics.write(question("p1", "tolong ubah alamat saya"));
    await().until(() -> seen() > 0);
    assertThat(commands(AiFailed.class))
        .singleElement()
        .extracting(AiFailed::reason)
        .isEqualTo("the AI left the question to a person");
  }

  // Each question names the server, and with a mark the result. All chats are answered at once.
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void everyServerAnswersOrHandsOff() {
    for (AiServerKind kind : AiServerKind.values()) {
      BEHAVIORS.put(kind.name(), new AiScript(kind));
    }
    Map<String, String> expected = new TreeMap<>();
    for (AiServerKind kind : AiServerKind.values()) {
      String answer =
          "*Jawaban AI tiruan*\n\nAnda menulis *pertama*\n*%s*. Lihat bantuan (https://example.com/bantuan)."
              .formatted(kind);
      expected.put(kind.name(), answer);
      expected.put(kind + " #handoff", "the AI left the question to a person");
      expected.put(kind + " #length", "the AI's answer was cut off");
      expected.put(kind + " #filter", "a content filter stopped the AI's answer");
      expected.put(kind + " #empty", "the AI's answer was empty");
      expected.put(kind + " #think", "the AI's answer was empty");
    }
    expected.put("OPENAI #refuse", "the AI declined to answer");
    expected.put("VLLM #401", "the AI server refused the call");
    List<WireRecord> questions = new ArrayList<>();
    Map<String, String> questionOf = new HashMap<>();
    for (String question : expected.keySet()) {
      var key = new ChatKey("default", "62846%06d@s.whatsapp.net".formatted(questionOf.size()));
      questionOf.put(key.toString(), question);
      questions.add(message(key, "first-" + key.chatId(), From.CUSTOMER, "pertama"));
      questions.add(message(key, "second-" + key.chatId(), From.CUSTOMER, question));
    }
    TestTopics.write(questions.toArray(WireRecord[]::new));

    await()
        .untilAsserted(() -> {
          Map<String, String> results = new TreeMap<>();
          TestTopics.raw(Topics.CHAT_INPUTS).stream()
              .filter(record -> questionOf.containsKey(record.key()))
              .forEach(record -> {
                String question = questionOf.get(record.key());
                switch (EventJson.read(record.value(), ChatInput.class)) {
                  case AiAnswered answered -> results.put(question, answered.content().words());
                  case AiFailed failed -> results.put(question, failed.reason());
                  default -> {}
                }
              });
          assertThat(results).isEqualTo(expected);
        });
    assertThat(fallbacks("refused", "401")).isEqualTo(1);
    assertThat(fallbacks("cut_off", "200")).isEqualTo(AiServerKind.values().length);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void longAiAnswersAreCutForWhatsApp() {
    BEHAVIORS.put("ceritakan semua", AiBehaviors.says("panjang ".repeat(2000)));
    TestTopics.write(question("l1", "ceritakan semua"));
    await().until(() -> seen() > 0);
    assertThat(outbound().getFirst().content().words()).hasSize(4096);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void hourlyLimitOfAChatHandsOff() {
    for (int i = 0; i < 2; i++) {
      int answers = i;
      TestTopics.write(question("o" + i, "pertanyaan ke-" + i));
      await().until(() -> seen() > answers);
    }
    TestTopics.write(question("o2", "satu lagi"));
    await().until(() -> seen() > 2);
    assertThat(commands(AiFailed.class))
        .singleElement()
        .extracting(AiFailed::reason)
        .isEqualTo("this chat has reached its hourly limit of AI calls");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void redeliveredQuestionGetsTheStoredAnswer() {
    TestTopics.write(question("s1", "berapa kali?"));
    await().until(() -> seen() > 0);
    ReplyRequest request =
        TestTopics.of(Topics.REPLY_REQUESTS, chat.toString(), ReplyRequest.class).getFirst();
    TestTopics.write(request);

    await().until(() -> seenAnswers() == 2);
    assertThat(commands(AiAnswered.class).stream().distinct()).hasSize(1);
    assertThat(calls("berapa kali?")).hasSize(1);
    assertThat(outbound().stream().distinct()).hasSize(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
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
  @Execution(ExecutionMode.CONCURRENT)
  void unpublishedAnswersAreRecovered() {
    Instant longAgo = Instant.now().minusSeconds(60);
    TestTopics.write(question("f1", "pertama"));
    await().until(() -> seen() > 0);
    // Simulates an instance that died between storing the answer and publishing it.
    JdbcTemplate database = service.getBean(JdbcTemplate.class);
    database.update(
        "UPDATE bot.ai_answers SET published = false, answered_at = ?::timestamptz WHERE chat_id = ?",
        longAgo.toString(),
        chat.chatId());
    await().until(() -> seenAnswers() == 2);
    assertThat(commands(AiAnswered.class).stream().distinct()).hasSize(1);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(MACHINE)
  void noAiAnswerAfterAPersonsMessage() {
    Random delays = new Random(7);
    Set<Integer> called = ConcurrentHashMap.newKeySet();
    try (var persons = Executors.newScheduledThreadPool(WRITERS);
        var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      BEHAVIORS.put(
          "balapan",
          (exchange, request) -> {
            int number = Integer.parseInt(FakeAi.turns(request).getLast().replaceAll("\\D", ""));
            if (isDuringTheCall(number) && called.add(number)) {
              var _ =
                  persons.schedule(
                      () -> TestTopics.write(person(number)),
                      delays.nextInt(100),
                      TimeUnit.MILLISECONDS);
            }
            Thread.sleep(delays.nextInt(200));
            AiBehaviors.says("empat").answer(exchange, request);
          });
      for (int writer = 0; writer < WRITERS; writer++) {
        int of = writer;
        writers.execute(() -> TestTopics.write(race(of)));
      }
      await().until(() -> decidedPersons() == RACES);
    }
    await().untilAsserted(() -> assertThat(open()).isEmpty());

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
    assertThat(inputs).hasSize(RACES);
    // Otherwise the race did not happen.
    assertThat(answered).isPositive();
    assertThat(beaten).isPositive();
  }

  // In three of four chats the person's message is a few records after the question. In the others
  // it comes while the AI answers.
  private static WireRecord[] race(int writer) {
    Random random = new Random(writer);
    TreeMap<Double, WireRecord> records = new TreeMap<>();
    for (int i = writer; i < RACES; i += WRITERS) {
      records.put((double) i, message(racing(i), "race-" + i, From.CUSTOMER, "balapan " + i));
      if (!isDuringTheCall(i)) {
        records.put(i + random.nextDouble(LONGEST_LEAD), person(i));
      }
    }
    return records.values().toArray(WireRecord[]::new);
  }

  private static boolean isDuringTheCall(int race) {
    return race % 4 == 0;
  }

  private static InboundMessage person(int race) {
    return message(racing(race), "person-" + race, From.PHONE, "saya bantu");
  }

  private static ChatKey racing(int race) {
    return new ChatKey("default", "62844%06d@s.whatsapp.net".formatted(race));
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

  private static long decidedPersons() {
    return count("SELECT count(*) FROM bot.decisions WHERE cause_id LIKE ?", "person-%");
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
    return service.getBean(MeterRegistry.class).find(name).tag("reason", reason).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static double fallbacks(String reason, String status) {
    return service
        .getBean(MeterRegistry.class)
        .counter("balas.bot.ai.fallbacks", "reason", reason, "status", status)
        .count();
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
    return AI.requests().stream()
        .map(FakeAi::turns)
        .filter(turns -> turns.getLast().startsWith("user: " + words))
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

  private long seen() {
    return TestTopics.raw(Topics.OUTBOUND_MESSAGES).stream()
        .filter(record -> record.key().equals(chat.toString()))
        .count();
  }

  private long seenAnswers() {
    return TestTopics.raw(Topics.CHAT_INPUTS).stream()
        .filter(record -> record.key().equals(chat.toString()))
        .filter(record -> EventJson.read(record.value(), ChatInput.class) instanceof AiAnswered)
        .count();
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
