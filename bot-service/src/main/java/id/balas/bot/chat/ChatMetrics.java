package id.balas.bot.chat;

import id.balas.bot.decision.Decided;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.OutboundMessage;
import id.balas.events.SameCustomer.ForwardedInput;
import id.balas.events.value.Author;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Metrics of decisions. All series are registered at startup with 0.
@Component
class ChatMetrics {

  private final Map<Outcome, Counter> decided = new EnumMap<>(Outcome.class);
  private final Map<Author.Kind, Counter> replies = new EnumMap<>(Author.Kind.class);
  private final Counter handedOffByCustomer;
  private final Counter handedOffByAi;
  private final Counter redelivered;
  private final Counter retried;
  private final Counter deadLettered;
  private final DistributionSummary batchSize;
  private final Timer batchTime;
  private final Timer age;

  ChatMetrics(MeterRegistry registry) {
    Arrays.stream(Outcome.values())
        .forEach(outcome ->
            decided.put(outcome, registry.counter("balas.bot.decided", "outcome", word(outcome))));
    Arrays.stream(Author.Kind.values())
        .forEach(author ->
            replies.put(author, registry.counter("balas.bot.replies", "author", word(author))));
    handedOffByCustomer = registry.counter("balas.bot.handoffs", "by", "customer");
    handedOffByAi = registry.counter("balas.bot.handoffs", "by", "ai");
    redelivered = registry.counter("balas.bot.redelivered");
    retried = registry.counter("balas.bot.batches.retried");
    deadLettered = registry.counter("balas.bot.dead.letters");
    batchSize = registry.summary("balas.bot.batch.size");
    batchTime = registry.timer("balas.bot.batch.time");
    age = registry.timer("balas.bot.age.at.decision");
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  Timer.Sample started(int records) {
    batchSize.record(records);
    return Timer.start();
  }

  void ended(Timer.Sample started) {
    started.stop(batchTime);
  }

  void decided(DecideBatch.Result result) {
    redelivered.increment(result.redelivered());
    result.fresh().forEach(this::decided);
  }

  private void decided(DecideBatch.Fresh fresh) {
    Decided what = fresh.decided();
    Objects.requireNonNull(decided.get(what.outcome())).increment();
    // Clock skew: clamp negative ages to zero.
    Duration since = Duration.between(fresh.input().occurredAt(), what.decidedAt());
    age.record(since.isNegative() ? Duration.ZERO : since);
    if (what.outcome() == Outcome.HANDED_OFF) {
      (isFromCustomer(fresh.input()) ? handedOffByCustomer : handedOffByAi).increment();
    }
    what.emits()
        .forEach(record -> {
          if (record instanceof OutboundMessage message) {
            Objects.requireNonNull(replies.get(message.author().kind())).increment();
          }
        });
  }

  private static boolean isFromCustomer(ChatInput input) {
    return input instanceof InboundMessage
        || (input instanceof ForwardedInput forwarded
            && forwarded.input() instanceof InboundMessage);
  }

  void retried() {
    retried.increment();
  }

  void deadLettered() {
    deadLettered.increment();
  }
}
