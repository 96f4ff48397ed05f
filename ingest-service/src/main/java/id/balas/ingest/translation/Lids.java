package id.balas.ingest.translation;

import org.jspecify.annotations.Nullable;

/// Whose phone a hidden number (`…@lid`) is, as far as it is known already: the answer comes at
/// once.
public interface Lids {

  /// The person's chat id with a phone number, or null while nobody knows it.
  @Nullable String phoneOf(String channel, String lid);
}
