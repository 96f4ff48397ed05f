package id.balas.events.value;

/// A record lacks a required field. A retry does not help: the record goes to the dead letters.
public final class MissingFieldException extends IllegalArgumentException {

  MissingFieldException(String record, String field) {
    super(record + "." + field + " is required");
  }
}
