package id.balas.fakewhapi.channel;

import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.model.MediaFile;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The source of a send's `media`: a link, a data URI, bare base64, or the id of an uploaded file.
public final class MediaSource {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,8}(-[0-9a-f]+)+");
  private static final Pattern DATA_URI =
      Pattern.compile(
          "data:(?<mime>[^;,]*)(?<rest>(;[^;,]*)*?);base64,(?<data>.*)", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile(";name=([^;,]*)");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http;

  public MediaSource(HttpClient http) {
    this.http = http;
  }

  /// Throws [ErrorResponseException] when the source is not available.
  public MediaFile read(
      Channel channel, String media, @Nullable String mimeType, @Nullable String fileName) {
    if (media.startsWith("http://") || media.startsWith("https://")) {
      return ofLink(channel, media, mimeType, fileName);
    }
    Matcher data = DATA_URI.matcher(media);
    if (data.matches()) {
      Matcher name = NAME.matcher(data.group("rest"));
      String named = name.find() ? URLDecoder.decode(name.group(1), StandardCharsets.UTF_8) : null;
      String mime = data.group("mime").isEmpty() ? mimeType : data.group("mime");
      return channel
          .media()
          .add(
              orDefaultType(mime),
              decoded(data.group("data")),
              fileName != null ? fileName : named);
    }
    if (ID.matcher(media).matches()) {
      return channel.media().get(media);
    }
    return channel.media().add(orDefaultType(mimeType), decoded(media), fileName);
  }

  private MediaFile ofLink(
      Channel channel, String link, @Nullable String mimeType, @Nullable String fileName) {
    try {
      HttpResponse<byte[]> response =
          http.send(
              HttpRequest.newBuilder(URI.create(link)).timeout(TIMEOUT).build(),
              BodyHandlers.ofByteArray());
      if (response.statusCode() == 200) {
        String contentType = response.headers().firstValue("Content-Type").orElse(null);
        return channel
            .media()
            .add(
                orDefaultType(mimeType != null ? mimeType : contentType),
                response.body(),
                fileName);
      }
    } catch (IOException | IllegalArgumentException _) {
      // reported below
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new ErrorResponseException(
        400, "wrong request parameters", "cannot load the file from the link");
  }

  private static String orDefaultType(@Nullable String mimeType) {
    return mimeType == null || mimeType.isBlank() ? "application/octet-stream" : mimeType;
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException _) {
      throw Parameters.invalid("media");
    }
  }
}
