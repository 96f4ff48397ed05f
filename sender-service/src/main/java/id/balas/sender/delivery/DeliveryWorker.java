package id.balas.sender.delivery;

import id.balas.events.OutboundMessage;
import id.balas.sender.delivery.Deliveries.TakenOverException;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.DeliveryMachine;
import id.balas.sender.protocol.Effect;
import id.balas.sender.protocol.Effect.Action;
import id.balas.sender.protocol.Effect.AskProvider;
import id.balas.sender.protocol.Effect.CheckFence;
import id.balas.sender.protocol.Effect.Event;
import id.balas.sender.protocol.Effect.Insert;
import id.balas.sender.protocol.Effect.Pause;
import id.balas.sender.protocol.Effect.Write;
import id.balas.sender.protocol.Progress;
import id.balas.sender.queue.ChatQueue;
import id.balas.sender.queue.ChatQueue.Entry;
import id.balas.sender.queue.Task;
import id.balas.sender.queue.Task.Deliver;
import id.balas.sender.queue.Task.DeliverParked;
import id.balas.sender.queue.Task.End.Finished;
import id.balas.sender.queue.Task.End.Later;
import id.balas.sender.queue.Task.End.NoneParked;
import id.balas.sender.queue.Task.End.Parked;
import id.balas.sender.queue.Task.Park;
import id.balas.sender.reconciliation.Reconciliation;
import id.balas.service.telemetry.Traces;
import id.balas.whapi.WhapiUnavailableException;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/// Runs a chat's task on the calling thread: performs the effects of the [DeliveryMachine] with
/// SQL, the provider and real time.
@Component
public class DeliveryWorker {

  private static final Logger log = LoggerFactory.getLogger(DeliveryWorker.class);
  private static final Duration PARK_AFTER = Duration.ofSeconds(5);

  private final DeliveryMachine machine;
  private final Deliveries deliveries;
  private final Reconciliation reconciliation;
  private final ProviderCalls calls;
  private final StatusPublisher statuses;
  private final Clock clock;

  DeliveryWorker(
      DeliveryMachine machine,
      Deliveries deliveries,
      Reconciliation reconciliation,
      ProviderCalls calls,
      StatusPublisher statuses,
      Clock clock) {
    this.machine = machine;
    this.deliveries = deliveries;
    this.reconciliation = reconciliation;
    this.calls = calls;
    this.statuses = statuses;
    this.clock = clock;
  }

  public Task.End run(Task task) {
    return switch (task) {
      case Deliver(_, Entry entry, _) -> deliver(entry);
      case DeliverParked(ChatQueue queue, _) ->
          deliveries
              .firstParked(queue.partition(), queue.chat())
              .map(this::deliver)
              .orElseGet(NoneParked::new);
      case Park park -> park(park);
    };
  }

  private Task.End park(Park park) {
    Instant now = clock.instant();
    List<Delivery> rows =
        park.entries().stream().map(entry -> Delivery.parked(entry, park.reason(), now)).toList();
    deliveries.park(park.queue().chat(), rows);
    return new Finished(null);
  }

  private Task.End deliver(Delivery parked) {
    Instant now = clock.instant();
    return deliveries.isBehind(parked.message(), now)
        ? new Later(lookAgain(parked.message(), now), null)
        : run(machine.start(parked, now));
  }

  private Task.End deliver(Entry entry) {
    Instant now = clock.instant();
    if (deliveries.isBehind(entry.message(), now)) {
      return waitBehind(entry, lookAgain(entry.message(), now), now);
    }
    try (var step = Traces.begin("deliver", SpanKind.CONSUMER, entry.traceparent())) {
      step.attribute("outboundId", entry.message().id());
      return run(machine.start(entry, now));
    }
  }

  private Task.End waitBehind(Entry entry, Instant until, Instant now) {
    if (until.isBefore(now.plus(PARK_AFTER))) {
      return new Later(until, null);
    }
    String why = "a message to the customer's other id must end first";
    deliveries.park(
        entry.message().chat(), List.of(Delivery.parked(entry, why, now).waiting(why, until)));
    return new Parked(until, null);
  }

  // Soon at first, then ever more seldom.
  private static Instant lookAgain(OutboundMessage message, Instant now) {
    Duration wait = Duration.between(message.createdAt(), now).dividedBy(8);
    return now.plusMillis(Math.clamp(wait.toMillis(), 200, 60_000));
  }

  private Task.End run(Progress first) {
    Progress progress = first;
    while (true) {
      switch (progress.effect()) {
        case Effect.Done(Task.End end) -> {
          return end;
        }
        case Action action ->
            progress = machine.next(progress, perform(action, progress), clock.instant());
      }
    }
  }

  private Event perform(Action action, Progress progress) {
    Delivery delivery = progress.delivery();
    try {
      return switch (action) {
        case Effect.Load _ -> new Effect.Loaded(load(delivery.message()));
        case Write write -> write(write, progress);
        case CheckFence check -> new Effect.FenceChecked(check, calls.verdict(delivery, check));
        case Effect.Call _ -> new Effect.Called(calls.send(delivery.message()));
        case AskProvider question -> ask(question, delivery);
        case Effect.Announce _ -> {
          statuses.publish(delivery);
          yield new Effect.Announced();
        }
        case Pause pause -> {
          LockSupport.parkNanos(pause.time().toNanos());
          yield new Effect.Paused(pause);
        }
      };
    } catch (RuntimeException e) {
      logFailed(progress, e);
      return new Effect.Failed();
    }
  }

  private Delivery load(OutboundMessage message) {
    return deliveries.find(message).orElseThrow(() -> new TakenOverException(message.id()));
  }

  private Event write(Write write, Progress progress) {
    Delivery loaded = progress.delivery();
    logUnknown(loaded, write.row());
    try {
      if (write instanceof Insert insert) {
        return deliveries.begin(insert.row())
            ? new Effect.Written(insert)
            : new Effect.AlreadyKnown();
      }
      var _ = deliveries.save(loaded, write.row());
      return new Effect.Written(write);
    } catch (DataIntegrityViolationException e) {
      log.error(
          "The database rejected the row of outboundId={}, provider id {}: {}",
          loaded.message().id(),
          write.row().messageId(),
          e.toString());
      return new Effect.IdTaken(write);
    } catch (DataAccessException e) {
      if (write.insists()) {
        log.warn(
            "Failed to record the result, retrying outboundId={}: {}",
            loaded.message().id(),
            e.toString());
      } else {
        logFailed(progress, e);
      }
      return new Effect.NotWritten(write);
    }
  }

  private Event ask(AskProvider question, Delivery delivery) {
    String channel = delivery.message().channel();
    try {
      return new Effect.Answered(
          question,
          reconciliation.find(
              delivery, id -> deliveries.isAttributed(channel, id), clock.instant()));
    } catch (WhapiUnavailableException e) {
      return new Effect.NoAnswer(String.valueOf(e.getMessage()));
    }
  }

  private static void logUnknown(Delivery loaded, Delivery row) {
    if (loaded.state() == Delivery.State.ATTEMPTING && row.state() == Delivery.State.UNKNOWN) {
      log.warn(
          "Result unknown outboundId={} chatId={}: {}",
          row.message().id(),
          row.message().chat().masked(),
          row.reason());
    }
  }

  private static void logFailed(Progress progress, RuntimeException e) {
    OutboundMessage message = progress.delivery().message();
    if (progress.result() != null) {
      log.warn("Delivery not finished, retrying outboundId={}: {}", message.id(), e.toString());
    } else {
      log.error("Task failed, retrying it, chatId={}: {}", message.chat().masked(), e.toString());
    }
  }
}
