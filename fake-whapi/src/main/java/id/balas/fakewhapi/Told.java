package id.balas.fakewhapi;

import java.util.Locale;

/// How far the webhook of a message has come.
enum Told {
  OFF,
  WAITING,
  TOLD,
  GIVEN_UP;

  String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
