package id.balas.events;

/// A record of a kind that this release does not know: a producer was released before its
/// consumers. Skipping it would lose a command, so its partition stops, with an alert, until a
/// release that knows the kind takes over.
public final class UnknownKind extends RuntimeException {

  UnknownKind(String message) {
    super(message);
  }
}
