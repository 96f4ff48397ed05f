package id.balas.auth.frontdoor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;

/// The files of the pages, from the jar. A browser keeps them, and asks each time whether they are
/// still the same.
final class PageFiles {

  private static final Pattern NAME =
      Pattern.compile("[a-z]+(-[a-z]+)*\\.(?<ending>html|css|js|svg)");
  private static final Map<String, MediaType> TYPES =
      Map.of(
          "html", MediaType.parseMediaType("text/html;charset=utf-8"),
          "css", MediaType.parseMediaType("text/css;charset=utf-8"),
          "js", MediaType.parseMediaType("text/javascript;charset=utf-8"),
          "svg", MediaType.parseMediaType("image/svg+xml"));

  private final String directory;
  private final String policy;
  private final Map<String, PageFile> files = new ConcurrentHashMap<>();

  private record PageFile(Resource content, MediaType type, String tag) {}

  /// `policy` is the Content-Security-Policy of all of them.
  PageFiles(String directory, String policy) {
    this.directory = directory;
    this.policy = policy;
  }

  ResponseEntity<Resource> answer(String name) {
    return file(name)
        .map(file ->
            ResponseEntity.ok()
                .contentType(file.type())
                .eTag(file.tag())
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", policy)
                .body(file.content()))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  private Optional<PageFile> file(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.ofNullable(
            files.computeIfAbsent(name, one -> read(directory + one, matcher.group("ending"))))
        : Optional.empty();
  }

  // Null, for a file that is not there, is not kept.
  private static @Nullable PageFile read(String path, String ending) {
    try (InputStream in = PageFiles.class.getResourceAsStream(path)) {
      if (in == null) {
        return null;
      }
      byte[] content = in.readAllBytes();
      MediaType type = TYPES.getOrDefault(ending, MediaType.TEXT_PLAIN);
      return new PageFile(
          new ByteArrayResource(content), type, DigestUtils.md5DigestAsHex(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
