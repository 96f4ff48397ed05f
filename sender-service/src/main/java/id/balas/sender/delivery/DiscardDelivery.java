package id.balas.sender.delivery;

import id.balas.sender.delivery.Deliveries.TakenOverException;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.Delivery.State;
import id.balas.sender.protocol.FailureKind;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Discards a waiting message for an admin. The [DeliveryWorker] may change the same row at the
/// same time: the first write wins, and a call that has begun is never cancelled. A failed message
/// stays as it is: the recorded action alone says that an admin has handled it.
@Component
public class DiscardDelivery {

  static final String REASON = FailureKind.DISCARDED;

  private static final Logger log = LoggerFactory.getLogger(DiscardDelivery.class);
  private static final int MOST_RACES = 5;

  public sealed interface Answer {}

  public record Discarded() implements Answer {}

  /// A call is in progress; the message may reach the customer.
  public record CallInProgress() implements Answer {}

  public record AlreadyEnded(String state) implements Answer {}

  public record NotFound() implements Answer {}

  private final Deliveries deliveries;
  private final StatusPublisher statuses;
  private final Clock clock;

  DiscardDelivery(Deliveries deliveries, StatusPublisher statuses, Clock clock) {
    this.deliveries = deliveries;
    this.statuses = statuses;
    this.clock = clock;
  }

  /// Idempotent: a delivery that was discarded with the same note is reported as discarded.
  public Answer discard(String outboundId, String note) {
    for (int race = 0; race < MOST_RACES; race++) {
      Optional<Delivery> found = deliveries.withId(outboundId);
      if (found.isEmpty()) {
        return new NotFound();
      }
      Delivery delivery = found.get();
      switch (delivery.state()) {
        case ATTEMPTING -> {
          return new CallInProgress();
        }
        case FAILED -> {
          // The caller records the action.
          return new Discarded();
        }
        case ACCEPTED, DROPPED -> {
          boolean isOurs =
              delivery.state() == State.DROPPED && (REASON + note).equals(delivery.reason());
          return isOurs ? new Discarded() : new AlreadyEnded(delivery.state().name());
        }
        case WAITING, UNKNOWN -> {
          try {
            Delivery ended =
                deliveries.save(delivery, delivery.dropped(REASON + note, clock.instant()));
            Thread.ofVirtual().start(() -> announce(ended));
            return new Discarded();
          } catch (TakenOverException _) {
            // The worker was faster: load the row again.
          }
        }
      }
    }
    return new CallInProgress();
  }

  // The worker announces it too when the chat's next task runs; repeats are harmless.
  private void announce(Delivery ended) {
    try {
      statuses.publish(ended);
      var _ = deliveries.save(ended, ended.announced());
    } catch (RuntimeException e) {
      log.warn(
          "Failed to publish the status, the next task will, outboundId={}: {}",
          ended.message().id(),
          e.toString());
    }
  }
}
