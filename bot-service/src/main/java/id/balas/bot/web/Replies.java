package id.balas.bot.web;

import id.balas.bot.history.queries.BadRequest;
import id.balas.events.value.Content;
import java.net.URI;
import java.util.Set;

/// The content of an agent's reply: text, or a file by its link or by its id from the sender's
/// `/media`.
final class Replies {

  static final int LONGEST_TEXT = 65_536;

  private static final Set<String> MEDIA =
      Set.of("kind", "mediaId", "link", "mimeType", "fileName", "caption");

  private Replies() {}

  static Content read(Body body) {
    Body media = body.object("media", MEDIA);
    String text = body.text("text", LONGEST_TEXT);
    if ((media == null) == (text == null)) {
      throw new BadRequest("text", "or media is to be given: one of them, not both.");
    }
    return media == null ? new Content.Text(String.valueOf(text)) : media(media);
  }

  private static Content media(Body media) {
    String id = media.text("mediaId", 200);
    String link = media.text("link", 2_000);
    if ((id == null) == (link == null)) {
      throw media.bad("mediaId", "or link is to be given: one of them, not both.");
    }
    if (link != null && !isWebAddress(link)) {
      throw media.bad("link", "is no address that begins with https:// or http://.");
    }
    String mimeType = media.need("mimeType", 100);
    if (!mimeType.matches("[\\w.+-]+/[\\w.+-]+(;.*)?")) {
      throw media.bad("mimeType", "is no media type such as image/jpeg.");
    }
    return new Content.Media(
        media.choice("kind", Content.Media.Kind.class),
        id,
        link,
        mimeType,
        media.text("fileName", 200),
        media.text("caption", 4_096),
        null);
  }

  private static boolean isWebAddress(String link) {
    try {
      URI uri = URI.create(link);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
