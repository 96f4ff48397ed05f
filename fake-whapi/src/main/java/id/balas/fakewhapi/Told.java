package id.balas.fakewhapi;

import java.util.Locale;

/// The delivery state of a message's webhook.
enum Told {
  OFF,
  WAITING,
  TOLD,
  GIVEN_UP;

  String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
