package id.balas.bot.chat;

import id.balas.events.WireRecord;
import id.balas.events.wire.CloudEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Publishes decisions in record order and returns when Kafka has acknowledged all of them.
@Component
class OutboundPublisher {

  private static final String SOURCE = "bot-service";

  private final KafkaTemplate<String, byte[]> kafka;

  OutboundPublisher(KafkaTemplate<String, byte[]> kafka) {
    this.kafka = kafka;
  }

  // Chat states are published first: the earlier the sender sees a new epoch, the fewer outdated
  // bot messages it sends.
  void publish(DecideBatch.Result result, BatchTrace trace) {
    List<CompletableFuture<?>> acks = new ArrayList<>();
    send(result.states().stream(), acks);
    result
        .outcomes()
        .forEach(outcome -> trace.in(outcome, () -> send(outcome.emits().stream(), acks)));
    await(acks);
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
    kafka.flush();
    CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new)).join();
  }
}
