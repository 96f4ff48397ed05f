package id.balas.sender.protocol;

import id.balas.sender.protocol.Delivery.Place;

/// The delivery as recorded, whether this task has called the provider, and the next effect.
public record Progress(Delivery delivery, Origin origin, boolean called, Effect effect) {

  Progress with(Delivery recorded) {
    return new Progress(recorded, origin, called, effect);
  }

  Progress afterCall() {
    return new Progress(delivery, origin, true, effect);
  }

  Progress then(Effect next) {
    return new Progress(delivery, origin, called, next);
  }

  /// Where the message was read: only one from the topic can be parked.
  public sealed interface Origin {

    record Topic(Place place) implements Origin {}

    record ParkedRow() implements Origin {}
  }
}
