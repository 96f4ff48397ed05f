package id.balas.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.bot.web.ApiClient.Answer;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.testing.TestTopics;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.wire.Topics;
import id.balas.fakeai.AiBehavior;
import id.balas.fakeai.AiBehaviors;
import id.balas.fakeai.AiReply;
import id.balas.fakeai.AiServerKind;
import id.balas.fakeai.FakeAi;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// The AI's help for agents over REST, with a fake AI server.
class AssistIT {

  private static final String SITI = "siti:karyawan";
  private static final int PER_MINUTE = 1000;
  private static final AtomicInteger CHATS = new AtomicInteger(100);
  private static final FakeAi AI = new FakeAi(0, AiBehaviors.says("empat"));
  private static ApiClient desk;
  private static JdbcTemplate jdbc;

  private final String number = "628330000" + CHATS.incrementAndGet();
  private final ChatKey chat = new ChatKey("default", number + "@s.whatsapp.net");
  private final String path = "/chats/" + number + "/assist";

  @BeforeAll
  static void start() {
    desk =
        new ApiClient(
            "--OPENAI_API_KEY=secret-key",
            "--OPENAI_BASE_URL=" + AI.url(),
            "--OPENAI_MODEL=fake-1",
            "--balas.bot.ai.time-limit=2s",
            "--balas.bot.ai.tries=1",
            "--balas.bot.ai.assist.per-user-and-minute=" + PER_MINUTE);
    jdbc = desk.service.getBean(JdbcTemplate.class);
  }

  @AfterAll
  static void stop() {
    desk.close();
    AI.close();
  }

  // So that the failures of one test do not open the circuit breaker for the next.
  @BeforeEach
  void succeedOften() throws Exception {
    AI.does(AiBehaviors.says("empat"));
    for (int i = 0; i < 12; i++) {
      assertThat(shorten("halo").status()).isEqualTo(200);
    }
  }

  @Test
  void suggestionAnswersTheChatAndSendsNothing() throws Exception {
    written("Selamat pagi Bu Ratna, ada yang bisa dibantu?", "saya mau tanya pesanan INV-7");
    AI.does(AiBehaviors.says("**Baik**, kami hubungi [number 1]."));
    long decisions = decisions();
    double before = counted("suggest", "written");

    Answer answer = assist("suggest", "\"text\":\"telepon ke 0811-2345-678 besok\"");
    assertThat(answer.status()).as(answer.detail()).isEqualTo(200);
    assertThat(answer.body().path("text").asString())
        .isEqualTo("*Baik*, kami hubungi 0811-2345-678.");
    assertThat(answer.body().path("language").asString()).isEqualTo("id");
    assertThat(answer.body().path("basis").asString()).matches("fake-1, prompt [0-9a-f]{8}");

    JsonNode asked = AI.requests().getLast();
    assertThat(system(asked)).startsWith("Anda membantu petugas").contains("bukan perintah");
    assertThat(FakeAi.turns(asked))
        .containsExactly(
            """
            user: Percakapan:
            Perusahaan: Selamat pagi Bu Ratna, ada yang bisa dibantu?
            Pelanggan: saya mau tanya pesanan INV-7

            Catatan petugas:
            telepon ke [number 1] besok\
            """);
    assertThat(asked.toString()).doesNotContain("2345").doesNotContain(number);
    assertThat(counted("suggest", "written")).isEqualTo(before + 1);
    assertThat(decisions()).isEqualTo(decisions);
    assertThat(TestTopics.of(Topics.OUTBOUND_MESSAGES, chat.toString(), OutboundMessage.class))
        .isEmpty();
    assertThat(
            jdbc.queryForObject(
                "SELECT count(*) FROM bot.ai_answers WHERE chat_id = ?",
                Integer.class,
                chat.chatId()))
        .isZero();
  }

  @Test
  void languageIsTheCustomers() throws Exception {
    written("Good morning", "hello, when do you open? I need a desk");
    assertThat(assist("suggest", null).body().path("language").asString()).isEqualTo("en");
    assertThat(system(AI.requests().getLast())).startsWith("You help an agent");
    assertThat(assist("translate", "\"text\":\"Kami buka pukul 8\"").body().path("language"))
        .hasToString("\"en\"");

    assertThat(
            desk.call(SITI, "PATCH", "/contacts/" + number, "{\"language\":\"id\"}", null).status())
        .isEqualTo(200);
    assertThat(assist("suggest", null).body().path("language").asString()).isEqualTo("id");
    assertThat(assist("suggest", "\"language\":\"en\"").body().path("language").asString())
        .isEqualTo("en");
    assertThat(assist("summarise", null).body().path("language").asString()).isEqualTo("id");
    assertThat(assist("summarise", "\"language\":\"en\"").body().path("language").asString())
        .isEqualTo("en");
    assertThat(system(AI.requests().getLast())).startsWith("Summarise the conversation");
  }

  @Test
  void shortenedTextKeepsItsNumbersAndMayBeLong() throws Exception {
    AI.does(
        AiServerKind.PERMISSIVE.saying(
            request -> AiReply.of(FakeAi.turns(request).getLast().substring("user: ".length()))));
    String text = "Please call me at 0811-2345-678 or write to budi_s_w@example.com. ".repeat(50);
    Answer answer = shorten(text);
    assertThat(answer.body().path("text").asString()).isEqualTo(text.strip());
    assertThat(answer.body().path("language").asString()).isEqualTo("en");
    JsonNode asked = AI.requests().getLast();
    assertThat(asked.toString()).doesNotContain("2345").doesNotContain("example.com");
    // As many tokens more as the text may have.
    int most = asked.path("max_tokens").asInt() + asked.path("max_completion_tokens").asInt();
    assertThat(most).isBetween(1500, 2600);
    assertThat(asked.has("tools")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void everyServerWritesEveryTask(AiServerKind kind) throws Exception {
    written("Selamat pagi", "mau tanya");
    AI.does(kind.saying(_ -> AiReply.of("**AGENT**").thinking("rahasia")));
    for (String task : new String[] {"suggest", "shorten", "translate", "summarise"}) {
      Answer answer = assist(task, "\"text\":\"Halo\"");
      assertThat(answer.body().path("text").asString(""))
          .as(answer.whole().body())
          .isEqualTo("*AGENT*");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, 502, refused",
    "500, 502, trouble",
    "429, 503, rate_limited",
    "hangs, 504, time_limit",
    "ends, 502, trouble",
    "junk, 502, garbage",
    "length, 502, cut_off",
    "content_filter, 502, filtered",
    "refusal, 502, declined",
    "thought, 502, empty"
  })
  void failuresHaveAStatusAndAReason(String how, int status, String reason) throws Exception {
    AI.does(failing(how));
    double before = counted("shorten", reason);
    Answer answer = shorten("Halo");
    assertThat(answer.status()).as(answer.whole().body()).isEqualTo(status);
    assertThat(answer.body().path("reason").asString()).isEqualTo(reason);
    assertThat(answer.detail()).endsWith(".");
    assertThat(counted("shorten", reason)).isEqualTo(before + 1);
  }

  private static AiBehavior failing(String how) {
    return switch (how) {
      case "hangs" -> AiBehaviors.hangs();
      case "ends" -> AiBehaviors.fails(503);
      case "junk" -> AiBehaviors.sends(200, "not json");
      case "length", "content_filter" ->
          AiServerKind.PERMISSIVE.saying(_ -> AiReply.of("Halo").finished(how));
      case "refusal" -> AiServerKind.OPENAI.saying(_ -> AiReply.refusal("No."));
      case "thought" -> AiBehaviors.says("<think>rahasia");
      default -> AiBehaviors.fails(Integer.parseInt(how));
    };
  }

  @Test
  void usedUpBudgetIsA503UntilMidnight() throws Exception {
    assertThat(desk.get(SITI, "/chats/assist").body().path("available").asBoolean()).isTrue();
    LocalDate today = LocalDate.now(ZoneId.of("Asia/Jakarta"));
    jdbc.update("UPDATE bot.ai_usage SET tokens = tokens + 2000000 WHERE day = ?", today);
    try {
      int calls = AI.requests().size();
      Answer answer = shorten("Halo");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body().path("reason").asString()).isEqualTo("budget");
      assertThat(answer.detail()).contains("used up");
      assertThat(retryAfter(answer)).isBetween(0L, 24 * 3600L);
      assertThat(AI.requests()).hasSize(calls);
      await()
          .untilAsserted(() ->
              assertThat(desk.get(SITI, "/chats/assist").body().path("reason").asString(""))
                  .isEqualTo("budget"));
    } finally {
      jdbc.update("UPDATE bot.ai_usage SET tokens = tokens - 2000000 WHERE day = ?", today);
    }
  }

  @Test
  void textsCountAgainstTheBudget() throws Exception {
    long before = usedTokens();
    assertThat(shorten("Halo").status()).isEqualTo(200);
    // As the fake server reports them.
    assertThat(usedTokens()).isEqualTo(before + 120);
  }

  @Test
  void usersAreLimitedPerMinute() {
    String joko = "joko:karyawan";
    await()
        .untilAsserted(() -> {
          jdbc.update(
              """
              INSERT INTO bot.ai_assists VALUES ('joko', date_trunc('minute', now()), ?)
              ON CONFLICT (username) DO UPDATE SET minute = excluded.minute, calls = excluded.calls
              """,
              PER_MINUTE - 1);
          String body = "{\"task\":\"shorten\",\"text\":\"Halo\"}";
          assertThat(desk.call(joko, "POST", path, body, null).status()).isEqualTo(200);
          Answer refused = desk.call(joko, "POST", path, body, null);
          assertThat(refused.status()).isEqualTo(429);
          assertThat(retryAfter(refused)).isBetween(1L, 60L);
          assertThat(shorten("Halo").status()).isEqualTo(200);
          jdbc.update(
              "UPDATE bot.ai_assists SET minute = minute - interval '1 minute' WHERE username = 'joko'");
          assertThat(desk.call(joko, "POST", path, body, null).status()).isEqualTo(200);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"task\":\"send\",\"text\":\"Halo\"}",
        "{\"task\":\"shorten\"}",
        "{\"task\":\"translate\",\"language\":\"id\"}",
        "{\"task\":\"translate\",\"text\":\"Halo\",\"language\":\"fr\"}",
        "{\"task\":\"shorten\",\"text\":\" \"}"
      })
  void invalidRequestsAreRefused(String body) throws Exception {
    int calls = AI.requests().size();
    Answer answer = desk.call(SITI, "POST", path, body, null);
    assertThat(answer.status()).as(answer.whole().body()).isEqualTo(400);
    assertThat(answer.detail()).startsWith("\"");
    assertThat(AI.requests()).hasSize(calls);
  }

  @Test
  void textsHaveALimit() throws Exception {
    assertThat(shorten("a".repeat(4096)).status()).isEqualTo(200);
    assertThat(shorten("a".repeat(4097)).status()).isEqualTo(400);
  }

  @Test
  void emptyChatHasNothingToRead() throws Exception {
    for (String task : new String[] {"suggest", "summarise"}) {
      Answer answer = assist(task, null);
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.body().path("reason").asString()).isEqualTo("no_messages");
    }
    assertThat(assist("translate", "\"text\":\"Halo\"").status()).isEqualTo(200);
  }

  @Test
  void readersMayNotAsk() throws Exception {
    String body = "{\"task\":\"shorten\",\"text\":\"Halo\"}";
    assertThat(desk.call("siti:karyawan:chats:read", "POST", path, body, null).status())
        .isEqualTo(403);
    assertThat(desk.call(null, "POST", path, body, null).status()).isEqualTo(401);
  }

  // The message of a person keeps the bot silent.
  private void written(String ours, String theirs) {
    TestTopics.write(message("a", From.PHONE, ours), message("b", From.CUSTOMER, theirs));
    await()
        .until(() ->
            Objects.requireNonNull(
                    jdbc.queryForObject(
                        "SELECT count(*) FROM bot.messages WHERE chat_id = ?",
                        Integer.class,
                        chat.chatId()))
                == 2);
    await().until(() -> decisions() == 2);
  }

  private InboundMessage message(String name, From author, String words) {
    Instant now = Instant.now();
    return new InboundMessage(
        "i" + number + "-" + name,
        chat.channel(),
        chat.chatId(),
        chat.chatId(),
        "Ratna",
        author,
        new Content.Text(words),
        null,
        name.equals("a") ? now.minusSeconds(5) : now,
        now,
        false);
  }

  private Answer shorten(String text) throws Exception {
    return assist("shorten", "\"text\":\"" + text + "\"");
  }

  private Answer assist(String task, @Nullable String more) throws Exception {
    String body = "{\"task\":\"" + task + "\"" + (more == null ? "" : "," + more) + "}";
    return desk.call(SITI, "POST", path, body, null);
  }

  private static String system(JsonNode request) {
    return request.path("messages").path(0).path("content").asString("");
  }

  private static long retryAfter(Answer answer) {
    return answer.whole().headers().firstValueAsLong("Retry-After").orElse(-1);
  }

  private long decisions() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "SELECT count(*) FROM bot.decisions WHERE chat_id = ?", Long.class, chat.chatId()));
  }

  private static long usedTokens() {
    return Objects.requireNonNull(
        jdbc.queryForObject("SELECT coalesce(sum(tokens), 0) FROM bot.ai_usage", Long.class));
  }

  private static double counted(String task, String outcome) {
    return desk.service
        .getBean(MeterRegistry.class)
        .counter("balas.bot.ai.assists", "task", task, "outcome", outcome)
        .count();
  }
}
