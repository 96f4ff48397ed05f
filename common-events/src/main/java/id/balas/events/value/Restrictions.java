package id.balas.events.value;

/// What a customer's chat does not get. A `blocked` chat is recorded but never waits and gets no
/// message at all. A customer who has `optedOut` gets no automatic message; a person may answer.
public record Restrictions(boolean blocked, boolean optedOut) {

  public static final Restrictions NONE = new Restrictions(false, false);
}
