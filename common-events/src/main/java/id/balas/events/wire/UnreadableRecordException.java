package id.balas.events.wire;

/// The bytes are not a record of the expected kind. A retry does not help: they go to the dead
/// letters.
public final class UnreadableRecordException extends RuntimeException {

  UnreadableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
