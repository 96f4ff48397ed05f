package id.balas.fakewhapi;

import java.util.Locale;

/// How far a message of ours has come, in the order in which it comes there. Of the codes only
/// those of `delivered` and `read` are known.
enum Ticks {
  PENDING(1),
  SENT(2),
  DELIVERED(3),
  READ(4),
  PLAYED(5);

  private final int code;

  Ticks(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
