package id.balas.events;

/// A record that lacks what it cannot be without. Retrying does not help: it goes to the dead
/// letters.
public final class MissingField extends IllegalArgumentException {

  MissingField(String record, String field) {
    super(record + "." + field + " is required");
  }
}
