package id.balas.bot.ai.server;

import id.balas.bot.ai.server.AiResult.Answered;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.ChatCompletions.Message;
import id.balas.bot.ai.server.ChatCompletions.Request;
import id.balas.bot.ai.server.ChatCompletions.Response;
import id.balas.bot.ai.server.ChatCompletions.StatusException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;

/// Client of the AI server, for any server with OpenAI's chat completions API. Every call ends with
/// a result within the time limit. A circuit breaker rejects calls while too many fail.
@Component
public class AiServer {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private final AiServerProperties settings;
  private final ChatCompletions completions;
  private final RetryTemplate retries;
  private final CircuitBreaker breaker;

  AiServer(AiServerProperties settings, MeterRegistry registry) {
    this.settings = settings;
    this.completions =
        new ChatCompletions(settings.baseUrl(), settings.apiKey(), settings.timeLimit());
    this.retries =
        new RetryTemplate(
            RetryPolicy.builder()
                .maxRetries(settings.tries() - 1)
                .delay(FIRST_PAUSE)
                .multiplier(2)
                .timeout(settings.timeLimit())
                .predicate(AiServer::isTransient)
                .build());
    this.breaker =
        CircuitBreaker.of(
            "ai",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(Duration.ofSeconds(30))
                .permittedNumberOfCallsInHalfOpenState(3)
                .recordResult(result ->
                    result instanceof Failed(NoAnswer why) && why != NoAnswer.WANTS_PERSON)
                .build());
    Gauge.builder(
            "balas.bot.ai.breaker.open",
            () -> breaker.getState() == CircuitBreaker.State.OPEN ? 1 : 0)
        .register(registry);
  }

  public AiResult ask(List<Message> messages) {
    var request = new Request(settings.model(), messages, settings.longestAnswer());
    try {
      return breaker.executeSupplier(() -> withinTime(request));
    } catch (CallNotPermittedException _) {
      return new Failed(NoAnswer.BREAKER);
    }
  }

  private AiResult withinTime(Request request) {
    var task = new FutureTask<>(() -> answer(retries.execute(() -> completions.create(request))));
    Thread.ofVirtual().name("ai-call").start(task);
    try {
      return task.get(settings.timeLimit().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // Not interrupted, because interrupting a thread that is in a socket can block the caller.
      // The client's own timeout ends the call, and no attempt starts after the time limit.
      return new Failed(NoAnswer.TIME_LIMIT);
    } catch (InterruptedException e) {
      // This instance is stopping. That is not a failure of the AI, and another instance asks
      // again.
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service stopped during an AI call", e);
    } catch (ExecutionException e) {
      return new Failed(reason(e.getCause()));
    }
  }

  private static AiResult answer(@Nullable Response response) {
    String text = response == null ? null : response.text();
    if (response == null || text == null) {
      return new Failed(NoAnswer.GARBAGE);
    }
    Response.Usage usage = response.usage();
    return usage == null
        ? new Answered(text, 0, 0)
        : new Answered(text, usage.promptTokens(), usage.completionTokens());
  }

  private static boolean isTransient(Throwable failure) {
    return switch (failure) {
      case StatusException refused -> refused.isTransient();
      case ResourceAccessException _ -> true;
      default -> false;
    };
  }

  private static NoAnswer reason(@Nullable Throwable failure) {
    return switch (failure) {
      case RetryException last -> reason(last.getCause());
      case StatusException refused when refused.status() == 429 -> NoAnswer.RATE_LIMITED;
      case StatusException refused when refused.status() >= 500 -> NoAnswer.TROUBLE;
      case StatusException _ -> NoAnswer.REFUSED;
      case ResourceAccessException _ -> NoAnswer.TROUBLE;
      // A body that is not a completion.
      case null, default -> NoAnswer.GARBAGE;
    };
  }
}
