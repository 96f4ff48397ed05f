package id.balas.sender.media;

import id.balas.sender.media.MediaCache.CachedFile;
import id.balas.sender.media.MediaStore.Stored;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Files for the dashboard: sent up before they are sent on, and shown when they came in. What a
/// customer sent is never trusted: it runs nothing in the browser, and what is no picture, sound or
/// film is only to be saved.
@RestController
@RequestMapping("/media")
class MediaController {

  private static final Duration UNCHANGED = Duration.ofDays(30);

  private final MediaStore store;

  MediaController(MediaStore store) {
    this.store = store;
  }

  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  Stored uploadForm(
      @RequestParam(defaultValue = "default") String channel, @RequestParam MultipartFile file)
      throws IOException {
    MediaType type = type(file.getContentType());
    mustFit(type, file.getSize());
    return store.upload(channel, type, file.getInputStream());
  }

  /// The body is the file, its type the `Content-Type`.
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Stored upload(@RequestParam(defaultValue = "default") String channel, HttpServletRequest request)
      throws IOException {
    MediaType type = type(request.getContentType());
    mustFit(type, request.getContentLengthLong());
    return store.upload(channel, type, request.getInputStream());
  }

  private static MediaType type(@Nullable String written) {
    try {
      MediaType type = MediaType.parseMediaType(written == null ? "" : written);
      boolean isForm =
          type.getType().equals("multipart")
              || type.isCompatibleWith(MediaType.APPLICATION_FORM_URLENCODED);
      if (type.isConcrete() && !isForm) {
        return type;
      }
    } catch (InvalidMediaTypeException _) {
      // Told below, as any other.
    }
    throw new FileRefused(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "the Content-Type does not tell what the file is; name it, such as image/jpeg");
  }

  private static void mustFit(MediaType type, long size) {
    if (size > FileLimit.of(type)) {
      throw FileRefused.tooLarge(FileLimit.of(type));
    }
  }

  @GetMapping("/{id}")
  ResponseEntity<Resource> file(
      @PathVariable String id, @RequestParam(defaultValue = "default") String channel)
      throws IOException {
    return shown(store.file(channel, id));
  }

  @GetMapping
  ResponseEntity<Resource> linked(@RequestParam String link) throws IOException {
    return shown(store.linked(link));
  }

  private static ResponseEntity<Resource> shown(CachedFile file) {
    ContentDisposition disposition =
        (FileLimit.isShown(file.type())
                ? ContentDisposition.inline()
                : ContentDisposition.attachment())
            .build();
    return ResponseEntity.ok()
        .contentType(file.type())
        .eTag(file.tag())
        .cacheControl(CacheControl.maxAge(UNCHANGED).cachePrivate().immutable())
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .body(new FileSystemResource(file.path()));
  }
}
