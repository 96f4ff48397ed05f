package id.balas.fakewhapi.send;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The kinds of sends, by the last path segment. Media kinds list the file types that they accept.
public enum SendKind {
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

  public static Optional<SendKind> read(String name) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(name)).findFirst();
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean isMedia() {
    return !mimeTypes.isEmpty();
  }

  public boolean accepts(String mimeType) {
    return mimeType.matches(mimeTypes);
  }
}
