package id.balas.fakewhapi.model;

import java.util.Locale;

/// The delivery state of a message's webhook.
public enum WebhookState {
  OFF,
  WAITING,
  TOLD,
  GIVEN_UP;

  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
