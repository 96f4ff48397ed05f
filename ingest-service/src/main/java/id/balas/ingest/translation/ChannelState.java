package id.balas.ingest.translation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A channel's state in the provider's words; `AUTH` alone means that it can send and receive.
public enum ChannelState {
  NOT_INIT,
  INIT,
  LAUNCH,
  QR,
  AUTH,
  ERROR,
  SYNC_ERROR,
  OTHER;

  static ChannelState of(@Nullable String text) {
    String written = text == null ? "" : text.toUpperCase(Locale.ROOT);
    for (ChannelState state : values()) {
      if (state.name().equals(written)) {
        return state;
      }
    }
    return OTHER;
  }
}
