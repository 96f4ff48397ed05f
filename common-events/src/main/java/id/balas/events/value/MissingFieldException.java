package id.balas.events.value;

/// A record that lacks what it cannot be without. Retrying does not help: it goes to the dead
/// letters.
public final class MissingFieldException extends IllegalArgumentException {

  MissingFieldException(String record, String field) {
    super(record + "." + field + " is required");
  }
}
