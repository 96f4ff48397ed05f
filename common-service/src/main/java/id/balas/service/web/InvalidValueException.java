package id.balas.service.web;

/// Thrown by a converter, or by the constructor of a record that is read from JSON. The message
/// says what the value must be, without the name of the parameter or field, which the edge adds:
/// `must be a time such as 2026-11-23T08:00:00Z`.
public final class InvalidValueException extends IllegalArgumentException {

  public InvalidValueException(String requirement) {
    super(requirement);
  }
}
