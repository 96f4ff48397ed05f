package id.balas.events;

/// Bytes that are no record of the expected kind. Retrying does not help: they go to the dead
/// letters.
public final class UnreadableRecord extends RuntimeException {

  UnreadableRecord(String message, Throwable cause) {
    super(message, cause);
  }
}
