package id.balas.events.wire;

/// A record of a kind that this release does not know: a producer was released before its
/// consumers. Skipping it would lose a command, so its partition stops, with an alert, until a
/// release that knows the kind takes over.
public final class UnknownKindException extends RuntimeException {

  UnknownKindException(String message) {
    super(message);
  }
}
