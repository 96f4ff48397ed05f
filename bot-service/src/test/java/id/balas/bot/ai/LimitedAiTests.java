package id.balas.bot.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import id.balas.bot.ai.AiRequests.Question;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiServerProperties;
import id.balas.bot.ai.server.NoAnswer;
import id.balas.bot.ai.usage.BudgetedAi;
import id.balas.events.value.ChatKey;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitedAiTests {

  private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
  private static final ChatKey CHAT = new ChatKey("default", "628220000001@s.whatsapp.net");

  private final BudgetedAi budgeted = mock(BudgetedAi.class);
  private final LimitedAi ai =
      new LimitedAi(
          mock(Dialogue.class),
          budgeted,
          new AiServerProperties(
              "key",
              URI.create("http://127.0.0.1:1"),
              "model-1",
              Duration.ofSeconds(10),
              1,
              50,
              null),
          mock(CallLimits.class),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({
    "BREAKER, false",
    "BUDGET, false",
    "TROUBLE, true",
    "TIME_LIMIT, true",
    "EMPTY, true"
  })
  void onlyCallsCountForTheLimits(NoAnswer why, boolean called) {
    when(budgeted.ask(any())).thenReturn(Failed.of(why));
    var question = new Question("q1", 1, "berapa?", NOW, NOW.plusSeconds(60));

    assertThat(ai.ask(CHAT, List.of(question)).called()).isEqualTo(called);
  }
}
