package id.balas.fakewhapi.model;

import id.balas.fakewhapi.http.ErrorResponseException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The files of a channel. The oldest are evicted above the memory limit.
public final class MediaFiles {

  private static final long MAX_BYTES = 64 << 20;
  private static final Map<String, String> ENDINGS =
      Map.of(
          "text/plain",
          "txt",
          "audio/mpeg",
          "mp3",
          "video/quicktime",
          "mov",
          "application/octet-stream",
          "bin");

  private final Map<String, MediaFile> files = new LinkedHashMap<>();
  private long bytes;

  public synchronized MediaFile add(String mimeType, byte[] content, @Nullable String fileName) {
    String type = mimeType.replaceFirst(";.*", "").strip();
    String id = ending(type) + "-" + hex(10) + "-" + hex(10) + "-" + hex(5);
    MediaFile file = new MediaFile(id, type, content, fileName);
    files.put(file.id(), file);
    bytes += content.length;
    var oldest = files.values().iterator();
    while (bytes > MAX_BYTES && files.size() > 1) {
      bytes -= oldest.next().bytes().length;
      oldest.remove();
    }
    return file;
  }

  private static String ending(String mimeType) {
    String suffix = mimeType.substring(mimeType.indexOf('/') + 1).replaceAll("[^A-Za-z0-9]", "");
    return ENDINGS.getOrDefault(mimeType, suffix.substring(0, Math.min(suffix.length(), 8)));
  }

  private static String hex(int count) {
    byte[] random = new byte[count];
    ThreadLocalRandom.current().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  public synchronized Optional<MediaFile> find(String id) {
    return Optional.ofNullable(files.get(id));
  }

  /// Throws [ErrorResponseException] when the file is unknown.
  public MediaFile get(String id) {
    return find(id).orElseThrow(() -> new ErrorResponseException(404, "media not found", id));
  }

  /// Throws [ErrorResponseException] when the file is unknown.
  public synchronized void remove(String id) {
    bytes -= get(id).bytes().length;
    files.remove(id);
  }
}
