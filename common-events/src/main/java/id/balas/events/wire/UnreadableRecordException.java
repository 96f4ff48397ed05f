package id.balas.events.wire;

/// Bytes that are no record of the expected kind. Retrying does not help: they go to the dead
/// letters.
public final class UnreadableRecordException extends RuntimeException {

  UnreadableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
