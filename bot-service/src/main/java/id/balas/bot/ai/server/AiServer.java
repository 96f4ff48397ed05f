package id.balas.bot.ai.server;

import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiResult.HttpStatus;
import id.balas.bot.ai.server.AiResult.Tokens;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
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
import tools.jackson.databind.JsonNode;

/// Client of the AI server, for any server with OpenAI's chat completions API. Every call ends with
/// a result within the time limit. A circuit breaker rejects calls while too many fail.
@Component
public class AiServer {

  /// At most this many tokens of a prompt are not in the messages.
  public static final int OWN_TOKENS = HandOff.TOKENS;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private final AiServerProperties settings;
  private final AdaptedCalls calls;
  private final RetryTemplate retries;
  private final CircuitBreaker breaker;

  AiServer(AiServerProperties settings, MeterRegistry registry) {
    this.settings = settings;
    this.calls =
        new AdaptedCalls(
            new ChatCompletions(settings.baseUrl(), settings.apiKey(), settings.timeLimit()));
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
                .recordResult(
                    result -> result instanceof Failed failed && failed.why().isServerFailure())
                .build());
    Gauge.builder(
            "balas.bot.ai.breaker.open",
            () -> breaker.getState() == CircuitBreaker.State.OPEN ? 1 : 0)
        .register(registry);
  }

  public AiResult ask(AiCall call) {
    var request =
        new CompletionRequest(
            settings.model(),
            call,
            settings.longestAnswer() + call.moreTokens(),
            settings.temperature());
    try {
      return breaker.executeSupplier(() -> withinTime(request));
    } catch (CallNotPermittedException _) {
      return Failed.of(NoAnswer.BREAKER);
    }
  }

  private AiResult withinTime(CompletionRequest request) {
    var task = new FutureTask<>(() -> retried(request));
    Thread.ofVirtual().name("ai-call").start(task);
    try {
      return task.get(settings.timeLimit().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // Not interrupted, because interrupting a thread that is in a socket can block the caller.
      // The client's own timeout ends the call, and no attempt starts after the time limit.
      return Failed.of(NoAnswer.TIME_LIMIT);
    } catch (InterruptedException e) {
      // This instance is stopping. That is not a failure of the AI, and another instance asks
      // again.
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service stopped during an AI call", e);
    } catch (ExecutionException e) {
      return failed(e.getCause());
    }
  }

  private AiResult retried(CompletionRequest request) throws RetryException {
    JsonNode completion = retries.execute(() -> calls.answer(request));
    return completion == null
        ? failed(null)
        : AnswerReader.read(completion, request.call().mayHandOff());
  }

  private static boolean isTransient(Throwable failure) {
    return switch (failure) {
      case ErrorResponseException error -> error.isTransient();
      case ResourceAccessException _ -> true;
      default -> false;
    };
  }

  static Failed failed(@Nullable Throwable failure) {
    return switch (failure) {
      case RetryException last -> failed(last.getCause());
      case ErrorResponseException error -> new Failed(error.reason(), error.status(), Tokens.NONE);
      case ResourceAccessException connection ->
          Failed.of(
              connection.getCause() instanceof HttpTimeoutException
                  ? NoAnswer.TIME_LIMIT
                  : NoAnswer.TROUBLE);
      // A body that is not a completion.
      case null, default -> new Failed(NoAnswer.GARBAGE, HttpStatus.OK, Tokens.NONE);
    };
  }
}
