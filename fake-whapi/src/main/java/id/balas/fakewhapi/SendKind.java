package id.balas.fakewhapi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The kinds of sends, by the last path segment. Media kinds list the file types that they accept.
enum SendKind {
  TEXT,
  LINK_PREVIEW,
  LOCATION,
  LIVE_LOCATION,
  CONTACT,
  CONTACT_LIST,
  POLL,
  INTERACTIVE,
  CAROUSEL,
  IMAGE("image/.*"),
  VIDEO("video/.*"),
  GIF("video/.*|image/gif"),
  SHORT("video/.*"),
  AUDIO("audio/.*|application/ogg"),
  VOICE("audio/.*|application/ogg"),
  STICKER("image/.*"),
  DOCUMENT(".*");

  private final String mimeTypes;

  SendKind() {
    this("");
  }

  SendKind(String mimeTypes) {
    this.mimeTypes = mimeTypes;
  }

  static Optional<SendKind> read(String name) {
    return Arrays.stream(values()).filter(kind -> kind.written().equals(name)).findFirst();
  }

  String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isMedia() {
    return !mimeTypes.isEmpty();
  }

  boolean takes(String mimeType) {
    return mimeType.matches(mimeTypes);
  }
}
