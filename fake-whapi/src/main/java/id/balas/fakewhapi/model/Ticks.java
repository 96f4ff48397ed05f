package id.balas.fakewhapi.model;

import java.util.Locale;

/// The delivery state of a sent message, in order. Only the codes of `delivered` and `read` are
/// known.
public enum Ticks {
  PENDING(1),
  SENT(2),
  DELIVERED(3),
  READ(4),
  PLAYED(5);

  private final int code;

  Ticks(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
