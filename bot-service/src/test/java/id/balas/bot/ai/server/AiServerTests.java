package id.balas.bot.ai.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.bot.ai.server.AiResult.Answered;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.ChatCompletions.Message;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every failure of the AI server ends with a specific result within the time limit.
class AiServerTests {

  private final FakeAi ai = new FakeAi();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final AiServer server = new AiServer(settings(ai.url()), registry);

  @AfterEach
  void close() {
    ai.close();
  }

  @Test
  void answerAndTokenUsageAreRead() {
    assertThat(ask()).isEqualTo(new Answered("empat", 100, 20));
    assertThat(ai.asked())
        .singleElement()
        .satisfies(call -> {
          assertThat(call.path("model").asString()).isEqualTo("model-1");
          assertThat(call.path("max_tokens").asInt()).isEqualTo(50);
          assertThat(call.path("messages").get(0).path("role").asString()).isEqualTo("system");
          assertThat(FakeAi.words(call)).containsExactly("user: 2 + 2?");
        });
  }

  @Test
  void failuresHaveAReason() {
    ai.does(FakeAi.refuses(401));
    assertThat(ask()).isEqualTo(new Failed(NoAnswer.REFUSED));
    ai.does(FakeAi.refuses(429));
    assertThat(ask()).isEqualTo(new Failed(NoAnswer.RATE_LIMITED));
    ai.does(FakeAi.refuses(503));
    assertThat(ask()).isEqualTo(new Failed(NoAnswer.TROUBLE));
    ai.does(FakeAi.cutsOff());
    assertThat(ask()).isIn(new Failed(NoAnswer.TROUBLE), new Failed(NoAnswer.GARBAGE));
    ai.does(FakeAi.neverEnds());
    assertThat(ask()).isEqualTo(new Failed(NoAnswer.TROUBLE));
    ai.close();
    assertThat(ask()).isEqualTo(new Failed(NoAnswer.TROUBLE));
  }

  @Test
  void callsEndWithinTheTimeLimit() {
    ai.does(FakeAi.hangs());
    assertThat(ask()).isIn(new Failed(NoAnswer.TIME_LIMIT), new Failed(NoAnswer.TROUBLE));
  }

  @Test
  void interruptionIsNotAnAiFailure() {
    ai.does(FakeAi.hangs());
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
    ai.does(FakeAi.sends(body));
    assertThat(ask()).isInstanceOf(Failed.class);
  }

  @Test
  void transientErrorsAreRetried() {
    var calls = new AtomicInteger();
    ai.does((exchange, asked) ->
        (calls.incrementAndGet() == 1 ? FakeAi.refuses(503) : FakeAi.says("lima"))
            .answer(exchange, asked));
    assertThat(ask()).isEqualTo(new Answered("lima", 100, 20));
  }

  @Test
  void circuitBreakerOpensAfterFailures() {
    ai.does(FakeAi.refuses(401));
    for (int i = 0; i < 10; i++) {
      ask();
    }
    int calls = ai.asked().size();
    assertThat(ask()).isEqualTo(new Failed(NoAnswer.BREAKER));
    assertThat(ai.asked()).hasSize(calls);
    assertThat(registry.get("balas.bot.ai.breaker.open").gauge().value()).isEqualTo(1);
  }

  private AiResult ask() {
    return server.ask(List.of(Message.system("Be short."), Message.user("2 + 2?")));
  }

  private static AiServerProperties settings(String url) {
    return new AiServerProperties("key", URI.create(url), "model-1", Duration.ofSeconds(2), 2, 50);
  }
}
