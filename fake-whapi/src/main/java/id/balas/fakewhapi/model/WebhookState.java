package id.balas.fakewhapi.model;

/// The delivery state of a message's webhook, with its name in the control API.
public enum WebhookState {
  OFF("off"),
  WAITING("waiting"),
  DELIVERED("told"),
  GIVEN_UP("given-up");

  private final String text;

  WebhookState(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
