package id.balas.bot.replies;

import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import id.balas.bot.replies.AiResult.Failed;
import id.balas.bot.replies.AiResult.Said;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.stereotype.Component;

/// The AI server, or any that speaks OpenAI's chat completions. Whatever it does, there is a result
/// within the time limit; while it fails too often it is left alone.
@Component
class AiServer {

  private static final long LARGEST_BODY = 1024 * 1024;

  // In nanoseconds of this JVM.
  private static final ScopedValue<Long> DEADLINE = ScopedValue.newInstance();

  private final AiProperties settings;
  private final OpenAiChatModel model;
  private final CircuitBreaker breaker;

  AiServer(AiProperties settings, MeterRegistry registry) {
    this.settings = settings;
    this.model =
        OpenAiChatModel.builder()
            .options(
                OpenAiChatOptions.builder()
                    .baseUrl(settings.baseUrl().toString())
                    // Nothing is called without a key, but the client wants one.
                    .apiKey(settings.isOn() ? settings.apiKey() : "none")
                    .model(settings.model())
                    .maxTokens(settings.longestAnswer())
                    .timeout(settings.timeLimit())
                    .maxRetries(settings.tries() - 1)
                    .build())
            .httpClientBuilderCustomizer(http -> http.interceptor(AiServer::bounded))
            .build();
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

  // A body that never ends must not fill the memory: it is read whole or not at all.
  private static Response bounded(Interceptor.Chain chain) throws IOException {
    if (DEADLINE.isBound() && System.nanoTime() - DEADLINE.get() > 0) {
      throw new IOException("too late for another try");
    }
    Response response = chain.proceed(chain.request());
    ResponseBody body = response.body();
    if (body != null && body.source().request(LARGEST_BODY)) {
      response.close();
      throw new IOException("the answer is larger than " + LARGEST_BODY + " bytes");
    }
    return response;
  }

  AiResult ask(List<Message> messages) {
    try {
      return breaker.executeSupplier(
          () -> withinTime(() -> answer(model.call(new Prompt(messages)))));
    } catch (CallNotPermittedException _) {
      return new Failed(NoAnswer.BREAKER);
    }
  }

  private AiResult withinTime(Callable<AiResult> call) {
    long deadline = System.nanoTime() + settings.timeLimit().toNanos();
    var task = new FutureTask<>(() -> ScopedValue.where(DEADLINE, deadline).call(call::call));
    Thread.ofVirtual().name("ai-call").start(task);
    try {
      return task.get(settings.timeLimit().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // Not interrupted: to interrupt a thread that is in a socket can block whoever does it. The
      // client's own time
      // limit ends the call, and no try begins after the deadline.
      return new Failed(NoAnswer.TIME_LIMIT);
    } catch (InterruptedException e) {
      // This instance stops; the question is not the AI's failure, and another instance asks it
      // again.
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the AI was asked", e);
    } catch (ExecutionException e) {
      return new Failed(reason(e.getCause()));
    }
  }

  private static AiResult answer(ChatResponse response) {
    String text = response.getResult() == null ? null : response.getResult().getOutput().getText();
    if (text == null || text.isBlank()) {
      return new Failed(NoAnswer.GARBAGE);
    }
    Usage usage = response.getMetadata().getUsage();
    return new Said(text.strip(), usage.getPromptTokens(), usage.getCompletionTokens());
  }

  private static NoAnswer reason(@Nullable Throwable failure) {
    return switch (failure) {
      case OpenAIServiceException refused when refused.statusCode() == 429 -> NoAnswer.RATE_LIMITED;
      case OpenAIServiceException refused when refused.statusCode() >= 500 -> NoAnswer.TROUBLE;
      case OpenAIServiceException _ -> NoAnswer.REFUSED;
      case OpenAIIoException _ -> NoAnswer.TROUBLE;
      // What the client could not read, and what it did not expect to be missing.
      case null, default -> NoAnswer.GARBAGE;
    };
  }
}
