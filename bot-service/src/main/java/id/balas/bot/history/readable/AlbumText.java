package id.balas.bot.history.readable;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes an album as one: the number of its pictures and videos, and the first caption.
final class AlbumText {

  private static final String[] LISTS = {"media", "items", "messages", "list", "medias", "files"};

  private AlbumText() {}

  static String of(ProviderJson album, ReadableTexts texts) {
    List<JsonNode> items = album.list(LISTS);
    Map<Boolean, Long> byKind =
        items.stream()
            .collect(
                Collectors.groupingBy(AlbumText::isVideo, TreeMap::new, Collectors.counting()));
    Integer images = count(byKind.get(false), album, "image", "images", "photo");
    Integer videos = count(byKind.get(true), album, "video", "videos", "video");
    String counts =
        Stream.of(
                images == null || images == 0 ? null : texts.of("album.pictures", images),
                videos == null || videos == 0 ? null : texts.of("album.videos", videos))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    String caption =
        Stream.concat(Stream.of(album), items.stream().map(ProviderJson::new))
            .map(item -> item.text("caption", "body", "title"))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse("");
    String said =
        Stream.of(counts, caption)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" – "));
    return said.isEmpty() ? texts.of("album") : texts.of("album") + ": " + said;
  }

  private static @Nullable Integer count(
      @Nullable Long listed, ProviderJson album, String one, String many, String other) {
    return listed != null
        ? Integer.valueOf(listed.intValue())
        : album.count(
            "expected_" + one + "_count",
            one + "_count",
            many + "_count",
            other + "_count",
            many,
            "expected" + Character.toUpperCase(one.charAt(0)) + one.substring(1) + "Count");
  }

  private static boolean isVideo(JsonNode item) {
    var media = new ProviderJson(item);
    String kind = media.text("type", "kind", "mime_type", "mimetype");
    return item.has("video") || (kind != null && kind.startsWith("video"));
  }
}
