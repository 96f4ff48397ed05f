package id.balas.sender.protocol;

import id.balas.sender.channel.SendResult;
import id.balas.sender.protocol.Delivery.Place;
import id.balas.sender.protocol.Effect.SaveAndEnd;
import id.balas.sender.queue.ChatQueue.Entry;
import id.balas.sender.queue.Task.End.Later;
import id.balas.sender.queue.Task.End.Parked;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The delivery as recorded, the result of this task's call if it made one, and the next effect.
public record Progress(
    Delivery delivery, Origin origin, @Nullable SendResult result, Effect effect) {

  static Progress of(Entry entry) {
    Delivery fresh = Delivery.of(entry.message());
    return new Progress(fresh, new Origin.Topic(Place.of(entry)), null, new Effect.Load());
  }

  static Progress of(Delivery parked) {
    return new Progress(parked, new Origin.ParkedRow(), null, new Effect.Load());
  }

  Progress with(Delivery recorded) {
    return new Progress(recorded, origin, result, effect);
  }

  Progress afterCall(SendResult ofCall) {
    return new Progress(delivery, origin, ofCall, effect);
  }

  Progress then(Effect next) {
    return new Progress(delivery, origin, result, next);
  }

  /// Writes the row and ends the task until then. The same write parks a message from the topic if
  /// its wait is long.
  Progress saveAndEnd(Delivery row, boolean insists, Instant until, boolean isLong) {
    return origin instanceof Origin.Topic(Place place) && isLong
        ? then(
            new SaveAndEnd(
                row.parkedAt() == null ? row.parked(place) : row,
                insists,
                new Parked(until, result)))
        : then(new SaveAndEnd(row, insists, new Later(until, result)));
  }

  /// Where the message was read. Only a message from the topic can be parked.
  public sealed interface Origin {

    record Topic(Place place) implements Origin {}

    record ParkedRow() implements Origin {}
  }
}
