package id.balas.bot.chat;

import id.balas.bot.people.LoopWatch;
import id.balas.events.OutboundMessage;
import id.balas.events.PeopleCommand.LoopSeen;
import id.balas.events.WireRecord;
import id.balas.events.wire.CloudEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Publishes decisions in record order and returns when Kafka has acknowledged all of them. Throws
/// after 20 s without the acknowledgements: the producer goes on trying, in the same order, and the
/// consumer goes on polling.
@Component
class OutboundPublisher {

  private static final String SOURCE = "bot-service";
  private static final long ACKNOWLEDGED_WITHIN_SECONDS = 20;

  private final KafkaTemplate<String, byte[]> kafka;
  private final LoopWatch loops;

  OutboundPublisher(KafkaTemplate<String, byte[]> kafka, LoopWatch loops) {
    this.kafka = kafka;
    this.loops = loops;
  }

  // Chat states are published first: the earlier the sender sees a new epoch, the fewer outdated
  // bot messages it sends.
  void publish(DecideBatch.Result result, BatchTrace trace) {
    List<CompletableFuture<?>> acks = new ArrayList<>();
    send(result.states().stream(), acks);
    result
        .outcomes()
        .forEach(outcome -> trace.in(outcome, () -> send(outcome.emits().stream(), acks)));
    send(loops(result), acks);
    await(acks);
  }

  private Stream<LoopSeen> loops(DecideBatch.Result result) {
    return result.fresh().stream()
        .flatMap(fresh -> fresh.decided().emits().stream())
        .flatMap(record ->
            record instanceof OutboundMessage message ? loops.sent(message).stream() : Stream.of());
  }

  void publish(Stream<? extends WireRecord> records) {
    List<CompletableFuture<?>> acks = new ArrayList<>();
    send(records, acks);
    await(acks);
  }

  private void send(Stream<? extends WireRecord> records, List<CompletableFuture<?>> acks) {
    records.forEach(record -> acks.add(kafka.send(CloudEvents.of(record, SOURCE))));
  }

  private void await(List<CompletableFuture<?>> acks) {
    CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new))
        .orTimeout(ACKNOWLEDGED_WITHIN_SECONDS, TimeUnit.SECONDS)
        .join();
  }
}
