package id.balas.ingest.translation;

import org.jspecify.annotations.Nullable;

/// One person is one chat id, however the provider, or somebody's tool, wrote it.
final class ChatIds {

  private static final String PRIVATE = "@s.whatsapp.net";
  private static final String OLD_PRIVATE = "@c.us";
  private static final int LONGEST = 128;

  private ChatIds() {}

  /// With its suffix, `@c.us` replaced; null when there is none, nobody before the suffix, or more
  /// than any id has.
  static @Nullable String normalise(@Nullable String written) {
    if (written == null || written.isBlank() || written.length() > LONGEST) {
      return null;
    }
    String id = written.strip();
    id = id.startsWith("+") ? id.substring(1) : id;
    if (id.isEmpty() || id.startsWith("@")) {
      return null;
    }
    if (id.endsWith(OLD_PRIVATE)) {
      return id.substring(0, id.length() - OLD_PRIVATE.length()) + PRIVATE;
    }
    return id.contains("@") ? id : id + PRIVATE;
  }
}
