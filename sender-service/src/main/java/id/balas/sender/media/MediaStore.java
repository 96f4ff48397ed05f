package id.balas.sender.media;

import id.balas.sender.channel.WhapiFiles;
import id.balas.sender.channel.WhapiFiles.Downloaded;
import id.balas.sender.channel.WhapiFiles.Refused;
import id.balas.sender.channel.WhapiFiles.Result;
import id.balas.sender.channel.WhapiFiles.Uploaded;
import id.balas.sender.media.MediaCache.CachedFile;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Uploads files to the provider and downloads them. An upload is first stored on the disk: its
/// size and hash are known only then, and a slow client occupies none of the transfers.
@Component
class MediaStore {

  private static final Logger log = LoggerFactory.getLogger(MediaStore.class);
  private static final int MOST_TRANSFERS = 16;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final WhapiFiles files;
  private final MediaLinks links;
  private final Uploads uploads;
  private final MediaProperties settings;
  private final MediaCache cache;
  private final Semaphore goingUp = new Semaphore(MOST_TRANSFERS);
  private final Semaphore comingDown = new Semaphore(MOST_TRANSFERS);

  MediaStore(
      WhapiFiles files, MediaLinks links, Uploads uploads, MediaProperties settings, Clock clock) {
    this.files = files;
    this.links = links;
    this.uploads = uploads;
    this.settings = settings;
    this.cache =
        new MediaCache(settings.cacheDir(), settings.cacheSize().toBytes(), settings.keep(), clock);
  }

  record Stored(
      @Schema(description = "The media id to send", example = "jpeg-4f1a9c") String id,
      @Schema(example = "image/jpeg") String mimeType,
      @Schema(description = "Bytes", example = "48213") long size) {}

  private interface Transfer<T> {
    T run() throws IOException;
  }

  /// Throws a [ProblemException], and [IOException] when reading from the client or writing to the
  /// disk fails.
  Stored upload(String channel, MediaType type, InputStream bytes) throws IOException {
    mustKnow(channel);
    Path part = cache.newPart();
    try {
      SpooledFile file = SpooledFile.of(bytes, part, FileLimit.of(type));
      String id = within(goingUp, () -> stored(channel, type, part));
      remember(channel, id, file, type);
      return new Stored(id, type.toString(), file.size());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private String stored(String channel, MediaType type, Path part) {
    // The provider would read these as parameters of its own API.
    boolean isMistakable =
        type.isCompatibleWith(MediaType.APPLICATION_JSON) || type.getType().equals("multipart");
    String sentAs = isMistakable ? MediaType.APPLICATION_OCTET_STREAM_VALUE : type.toString();
    return switch (transferred(
        () -> files.upload(channel, sentAs, part, settings.longestTransfer()))) {
      case Uploaded(String id) -> id;
      case Refused(int status, String reason) when status == 413 ->
          throw ProblemException.tooLarge("The provider found the file too large: " + reason);
      case Refused(int status, String reason) when status == 415 ->
          throw ProblemException.of(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "The provider does not accept this type of file: " + reason);
      case Refused(_, String reason) ->
          throw badGateway("The provider did not accept the file: " + reason);
      case Downloaded _ -> throw new IllegalStateException("an upload became a download");
    };
  }

  // The upload has succeeded. A failure here costs only a comparison or a later download.
  private void remember(String channel, String id, SpooledFile file, MediaType type) {
    try {
      uploads.add(channel, id, file.sha256(), file.size());
      cache.add(key(channel, id), file.path(), type.toString());
    } catch (DataAccessException | IOException e) {
      log.warn("Failed to record the uploaded file {}: {}", id, e.toString());
    }
  }

  /// Throws a [ProblemException], and [IOException] when writing to the disk fails.
  CachedFile file(String channel, String id) throws IOException {
    mustKnow(channel);
    if (!id.matches("[\\w-][\\w.-]{0,127}")) {
      throw ProblemException.notFound("There is no file with this id.");
    }
    return cache.get(
        key(channel, id),
        into ->
            fetched(() ->
                files.download(channel, id, into, FileLimit.LARGEST, settings.longestTransfer())));
  }

  /// Like [#file].
  CachedFile linked(String link) throws IOException {
    URI checked = links.checked(link);
    return cache.get(
        "link " + checked,
        into ->
            fetched(() ->
                files.download(checked, into, FileLimit.LARGEST, settings.longestTransfer())));
  }

  private @Nullable String fetched(Transfer<Result> download) throws IOException {
    return switch (within(comingDown, () -> transferred(download))) {
      case Downloaded(String type) -> type;
      case Refused(int status, _) when status == 404 || status == 410 ->
          throw ProblemException.notFound(
              "The file no longer exists: the provider keeps files for 30 days.");
      case Refused(int status, _) when status >= 300 && status < 400 ->
          throw badGateway("The provider redirects to another address, which is not followed.");
      case Refused(_, String reason) ->
          throw badGateway("The provider did not return the file: " + reason);
      case Uploaded _ -> throw new IllegalStateException("a download became an upload");
    };
  }

  private static Result transferred(Transfer<Result> transfer) {
    try {
      return transfer.run();
    } catch (IOException e) {
      log.warn("File transfer failed: {}", e.toString());
      throw badGateway("The transfer from or to the provider failed. Try again later.");
    }
  }

  private static <T> T within(Semaphore transfers, Transfer<T> transfer) throws IOException {
    if (!isAcquired(transfers)) {
      throw ProblemException.unavailable(
          "Too many files are being transferred. Try again in a few seconds.", RETRY_AFTER);
    }
    try {
      return transfer.run();
    } finally {
      transfers.release();
    }
  }

  private static boolean isAcquired(Semaphore transfers) {
    try {
      return transfers.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ProblemException badGateway(String detail) {
    return ProblemException.of(HttpStatus.BAD_GATEWAY, detail);
  }

  private void mustKnow(String channel) {
    if (!files.knows(channel)) {
      throw ProblemException.notFound("WHAPI_CHANNELS names no such channel.");
    }
  }

  private static String key(String channel, String id) {
    return channel + "/" + id;
  }

  @Scheduled(fixedDelayString = "PT1H")
  void sweep() throws IOException {
    cache.sweep();
  }
}
