package id.balas.ingest.setup;

/// The provider's states of a channel, with an explanation for admins and what to do.
enum ChannelState {
  AUTH(true, "The number is linked."),
  QR(false, "The number is NOT linked: scan the QR code in Whapi's panel with the phone."),
  INIT(false, "The channel is starting: wait a minute."),
  LAUNCH(false, "The channel is starting: wait a minute."),
  NOT_INIT(false, "The channel is stopped: start it in Whapi's panel."),
  ERROR(false, "The channel has an error: restart it in Whapi's panel."),
  SYNC_ERROR(
      false,
      "The phone and the provider are out of sync: restart the channel in Whapi's panel, or link the number again."),
  UNKNOWN(false, "The provider reports an unknown state: look into Whapi's panel.");

  private final boolean linked;
  private final String sentence;

  ChannelState(boolean linked, String sentence) {
    this.linked = linked;
    this.sentence = sentence;
  }

  static ChannelState of(String word) {
    for (ChannelState state : values()) {
      if (state.name().equals(word)) {
        return state;
      }
    }
    return UNKNOWN;
  }

  boolean isLinked() {
    return linked;
  }

  String sentence() {
    return sentence;
  }
}
