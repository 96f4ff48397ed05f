package id.balas.bot.ai.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiServerProperties;
import id.balas.bot.ai.server.NoAnswer;
import id.balas.bot.ai.usage.TokenBudget;
import id.balas.service.web.ProblemException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssistProblemsTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SWITCHED_OFF | 503 |      | The AI is switched off.
          BUDGET       | 503 | 3600 | The AI's tokens for today are used up.
          BREAKER      | 503 | 30   | The AI failed too often in the last minutes.
          RATE_LIMITED | 503 | 60   | The AI server limits the rate of calls.
          TIME_LIMIT   | 504 |      | The AI did not answer within 20 s.
          REFUSED      | 502 |      | There is no text, because the AI server refused the call.
          TROUBLE      | 502 |      | There is no text, because the AI server is unreachable or failing.
          GARBAGE      | 502 |      | There is no text, because the AI server's response was invalid.
          CUT_OFF      | 502 |      | There is no text, because the AI's answer was cut off.
          FILTERED     | 502 |      | There is no text, because a content filter stopped the AI's answer.
          DECLINED     | 502 |      | There is no text, because the AI declined to answer.
          EMPTY        | 502 |      | There is no text, because the AI's answer was empty.
          """)
  void everyFailureHasAStatusAndASentence(
      NoAnswer why, int status, String retryAfter, String sentence) {
    var budget = mock(TokenBudget.class);
    when(budget.untilTomorrow()).thenReturn(Duration.ofHours(1));
    var server =
        new AiServerProperties(
            "key", URI.create("http://localhost:1/v1"), "m", Duration.ofSeconds(20), 1, 50, null);
    ProblemException problem = new AssistProblems(budget, server).of(Failed.of(why));

    assertThat(problem.getStatusCode().value()).isEqualTo(status);
    assertThat(problem.getBody().getDetail()).startsWith(sentence).endsWith(".");
    assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo(retryAfter);
    assertThat(problem.getBody().getProperties()).containsEntry("reason", why.label());
  }
}
