package id.balas.bot.ai.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import id.balas.bot.ai.server.AiResult.Answered;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiResult.HttpStatus;
import id.balas.bot.ai.server.AiResult.Tokens;
import id.balas.bot.ai.server.ChatCompletions.Message;
import id.balas.fakeai.AiBehavior;
import id.balas.fakeai.AiBehaviors;
import id.balas.fakeai.AiReply;
import id.balas.fakeai.AiServerKind;
import id.balas.fakeai.FakeAi;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Every failure of the AI server ends with a specific result within the time limit.
class AiServerTests {

  private static final Tokens USED = new Tokens(100, 20);
  private static final List<Message> QUESTION =
      List.of(Message.system("Be short."), Message.user("2 + 2?"));

  private final FakeAi ai = new FakeAi(0, AiBehaviors.says("empat"));
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final AiServer server = server(Duration.ofMinutes(1));

  @AfterEach
  void close() {
    ai.close();
  }

  @Test
  void answerAndTokenUsageAreRead() {
    assertThat(ask()).isEqualTo(new Answered("empat", USED));
    assertThat(ai.requests())
        .singleElement()
        .satisfies(call -> {
          assertThat(call.path("model").asString()).isEqualTo("model-1");
          assertThat(call.path("max_tokens").asInt()).isEqualTo(50);
          assertThat(call.path("messages").get(0).path("role").asString()).isEqualTo("system");
          assertThat(FakeAi.turns(call)).containsExactly("user: 2 + 2?");
        });
  }

  @Test
  void failuresHaveAReason() {
    ai.does(AiBehaviors.fails(401));
    assertThat(ask()).isEqualTo(failed(NoAnswer.REFUSED, 401));
    ai.does(AiBehaviors.fails(302));
    assertThat(ask()).isEqualTo(failed(NoAnswer.REFUSED, 302));
    ai.does(AiBehaviors.fails(429));
    assertThat(ask()).isEqualTo(failed(NoAnswer.RATE_LIMITED, 429));
    ai.does(AiBehaviors.fails(503));
    assertThat(ask()).isEqualTo(failed(NoAnswer.TROUBLE, 503));
    ai.does(AiBehaviors.sends(200, "not json"));
    assertThat(ask()).isEqualTo(new Failed(NoAnswer.GARBAGE, HttpStatus.OK, Tokens.NONE));
    ai.does(AiBehaviors.disconnects());
    assertThat(ask())
        .isIn(
            Failed.of(NoAnswer.TROUBLE), new Failed(NoAnswer.GARBAGE, HttpStatus.OK, Tokens.NONE));
    ai.does(AiBehaviors.neverEnds());
    assertThat(ask()).isEqualTo(Failed.of(NoAnswer.TROUBLE));
    ai.close();
    assertThat(ask()).isEqualTo(Failed.of(NoAnswer.TROUBLE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '§',
      textBlock =
          """
          401 → {"error":{"message":"Incorrect API key provided: sk-x","type":"invalid_request_error","param":null,"code":"invalid_api_key"}} → reason=refused status=401 code=invalid_api_key
          404 → {"error":{"message":"model 'x' not found","type":"not_found_error","param":null,"code":null}} → reason=refused status=404 code=not_found_error
          400 → {"object":"error","message":"no","type":"BadRequestError","param":null,"code":400} → reason=refused status=400 code=BadRequestError
          422 → {"error":"Template error: no","error_type":"template_error"} → reason=refused status=422 code=template_error
          400 → {"error":{"message":"filtered","param":"prompt","code":"content_filter","status":400}} → reason=filtered status=400 code=content_filter
          400 → {"error":{"message":"Failed to call a function.","code":"tool_use_failed"}} → reason=wants_person status=400 code=tool_use_failed
          400 → {"error":{"code":"halo, nama saya Budi"}} → reason=refused status=400
          400 → <html>no</html> → reason=refused status=400
          """)
  void errorsAreDescribedByStatusAndCode(int status, String body, String description) {
    ai.does(AiBehaviors.sends(status, body));
    assertThat(ask())
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.described()).isEqualTo(description));
    assertThat(ai.requests()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void everyServerAnswersAfterItsRefusals(AiServerKind kind) {
    ai.does(kind.saying(_ -> AiReply.of("**empat**").thinking("rahasia")));
    assertThat(ask()).isEqualTo(new Answered("*empat*", USED));
    int calls = ai.requests().size();
    assertThat(ask()).isEqualTo(new Answered("*empat*", USED));
    assertThat(ai.requests()).as("what is refused is remembered").hasSize(calls + 1);
  }

  @ParameterizedTest
  @EnumSource
  void everyServerCanHandOff(AiServerKind kind) {
    ai.does(kind.saying(_ -> AiReply.handOff()));
    assertThat(ask()).isEqualTo(new Failed(NoAnswer.WANTS_PERSON, HttpStatus.OK, USED));
  }

  @Test
  void openAiRequestHasOtherParameters() {
    ai.does(AiServerKind.OPENAI.saying(_ -> AiReply.of("empat")));
    ask();
    JsonNode last = ai.requests().getLast();
    assertThat(last.has("max_tokens")).isFalse();
    assertThat(last.path("max_completion_tokens").asInt()).isEqualTo(50);
    assertThat(last.has("temperature")).isFalse();
    assertThat(last.path("tools").path(0).path("function").path("name").asString())
        .isEqualTo("hand_over_to_person");
  }

  @Test
  void textForAnAgentIsAskedWithoutFunctions() {
    assertThat(server.ask(AiCall.text(QUESTION, 30))).isEqualTo(new Answered("empat", USED));
    JsonNode last = ai.requests().getLast();
    assertThat(last.has("tools") || last.has("tool_choice")).isFalse();
    assertThat(last.path("max_tokens").asInt()).isEqualTo(80);
  }

  @ParameterizedTest
  @EnumSource(names = {"OLLAMA", "VLLM"})
  void toolsAreLeftOutAfterTheirRefusal(AiServerKind kind) {
    ai.does(kind.saying(_ -> AiReply.of("empat")));
    ask();
    JsonNode last = ai.requests().getLast();
    assertThat(last.has("tools")).isFalse();
    assertThat(last.has("tool_choice")).isFalse();
    assertThat(last.path("max_tokens").asInt()).isEqualTo(50);
    assertThat(last.path("temperature").asDouble()).isEqualTo(0.3);
  }

  @Test
  void promptMovesIntoTheQuestionIfTheTemplateHasNoSystemRole() {
    ai.does((exchange, asked) -> {
      boolean hasSystem = asked.path("messages").path(0).path("role").asString().equals("system");
      AiBehavior next =
          hasSystem
              ? AiBehaviors.sends(
                  500,
                  "{\"error\":{\"code\":500,\"message\":\"Jinja Exception: System role not supported\",\"type\":\"server_error\"}}")
              : AiBehaviors.says("empat");
      next.answer(exchange, asked);
    });
    assertThat(ask()).isEqualTo(new Answered("empat", USED));
    assertThat(FakeAi.turns(ai.requests().getLast())).containsExactly("user: Be short.\n\n2 + 2?");
  }

  @Test
  void errorsOfTheQuestionTeachNothing() {
    ai.does(
        AiBehaviors.sends(
            400,
            "{\"error\":{\"message\":\"'max_tokens' or 'max_completion_tokens' is too large, tools, temperature\",\"type\":\"t\"}}"));
    assertThat(ask()).isEqualTo(failed(NoAnswer.REFUSED, 400));
    ai.does(AiBehaviors.says("empat"));
    ask();
    JsonNode last = ai.requests().getLast();
    assertThat(last.has("max_tokens") && last.has("tools") && last.has("temperature")).isTrue();
  }

  @Test
  void circuitBreakerIgnoresAnswersThatAreNone() {
    ai.does(AiServerKind.PERMISSIVE.saying(_ -> AiReply.of("empat").finished("content_filter")));
    for (int i = 0; i < 20; i++) {
      assertThat(ask()).isEqualTo(new Failed(NoAnswer.FILTERED, HttpStatus.OK, USED));
    }
  }

  @Test
  void callsEndWithinTheTimeLimit() {
    ai.does(AiBehaviors.hangs());
    assertThat(server(Duration.ofSeconds(1)).ask(AiCall.answer(QUESTION)))
        .isEqualTo(Failed.of(NoAnswer.TIME_LIMIT));
  }

  // Either of the two limits may end a call.
  @Test
  void timeoutOfTheHttpClientIsTheTimeLimitToo() {
    ai.does(AiBehaviors.hangs());
    var client = new ChatCompletions(URI.create(ai.url()), "key", Duration.ofMillis(100));
    Throwable timeout = catchThrowable(() -> client.create(Map.of("model", "model-1")));
    assertThat(AiServer.failed(timeout)).isEqualTo(Failed.of(NoAnswer.TIME_LIMIT));
  }

  @Test
  void interruptionIsNotAnAiFailure() {
    ai.does(AiBehaviors.hangs());
    Thread.currentThread().interrupt();
    assertThatThrownBy(this::ask).isInstanceOf(IllegalStateException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "not json",
        "data: {\"choices\":[]}\n\n",
        "{\"choices\":[]}",
        "{\"choices\":[{}]}",
        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null},\"finish_reason\":\"stop\"}]}",
        "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"  \"},\"finish_reason\":\"stop\"}]}",
        "{\"choices\":\"x\"}",
        "{\"choices\":[{\"message\":{\"content\":{\"a\":1}}}]}"
      })
  void invalidResponsesAreNotAnswers(String body) {
    ai.does(AiBehaviors.sends(200, body));
    assertThat(ask()).isInstanceOf(Failed.class);
  }

  @Test
  void transientErrorsAreRetried() {
    var calls = new AtomicInteger();
    ai.does((exchange, asked) ->
        (calls.incrementAndGet() == 1 ? AiBehaviors.fails(503) : AiBehaviors.says("lima"))
            .answer(exchange, asked));
    assertThat(ask()).isEqualTo(new Answered("lima", USED));
  }

  @Test
  void circuitBreakerOpensAfterFailures() {
    ai.does(AiBehaviors.fails(401));
    for (int i = 0; i < 10; i++) {
      ask();
    }
    int calls = ai.requests().size();
    assertThat(ask()).isEqualTo(Failed.of(NoAnswer.BREAKER));
    assertThat(ai.requests()).hasSize(calls);
    assertThat(registry.get("balas.bot.ai.breaker.open").gauge().value()).isEqualTo(1);
  }

  private static Failed failed(NoAnswer why, int status) {
    return new Failed(why, new HttpStatus(status, "t"), Tokens.NONE);
  }

  private AiResult ask() {
    return server.ask(AiCall.answer(QUESTION));
  }

  private AiServer server(Duration timeLimit) {
    return new AiServer(
        new AiServerProperties("key", URI.create(ai.url()), "model-1", timeLimit, 2, 50, 0.3),
        registry);
  }
}
