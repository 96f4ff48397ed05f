package id.balas.events.wire;

/// A record of a kind that this release does not know: a producer was updated before its consumers.
/// Skipping the record would lose a command. So its partition stops, with an alert, until a newer
/// release consumes it.
public final class UnknownKindException extends RuntimeException {

  UnknownKindException(String message) {
    super(message);
  }
}
