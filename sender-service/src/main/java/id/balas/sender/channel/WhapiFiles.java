package id.balas.sender.channel;

import id.balas.whapi.WhapiAnswer;
import id.balas.whapi.WhapiHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Uploads files to the provider, which keeps them for 30 days, and downloads them. Files are
/// streamed from and to the disk, never held in memory.
@Component
public class WhapiFiles {

  private static final long LONGEST_ERROR = 64 * 1024;

  private final Channels channels;
  private final WhapiHttp http;

  WhapiFiles(Channels channels, WhapiHttp http) {
    this.channels = channels;
    this.http = http;
  }

  public sealed interface Result {}

  public record Uploaded(String mediaId) implements Result {}

  /// The file is complete on the disk. `mimeType` is the value that the server sent.
  public record Downloaded(@Nullable String mimeType) implements Result {}

  /// `status` is the HTTP status of the server.
  public record Refused(int status, String reason) implements Result {}

  public boolean knows(String channel) {
    return channels.named(channel) != null;
  }

  /// Throws [IOException] for a network failure, or when the upload takes longer than `limit`.
  public Result upload(String channelName, String mimeType, Path file, Duration limit)
      throws IOException {
    WhapiAnswer answer =
        http.post(known(channelName), "/media", mimeType, BodyPublishers.ofFile(file), limit);
    String id = answer.json().path("media").path(0).path("id").asString("");
    return answer.isOk() && !id.isBlank()
        ? new Uploaded(id)
        : new Refused(answer.status(), answer.reason());
  }

  /// Writes the file to `into`, which must not exist. Throws [IOException] also when the file is
  /// larger than `most` bytes; a part of it may then remain there.
  public Result download(String channelName, String mediaId, Path into, long most, Duration limit)
      throws IOException {
    return result(
        http.download(known(channelName), "/media/" + mediaId, toFile(into, most), limit));
  }

  /// Like [#download], from any address, without a token and without following redirects.
  public Result download(URI link, Path into, long most, Duration limit) throws IOException {
    return result(http.download(link, toFile(into, most), limit));
  }

  private String known(String channel) {
    if (!knows(channel)) {
      throw new IllegalArgumentException("no channel " + channel);
    }
    return channel;
  }

  private static BodyHandler<String> toFile(Path into, long most) {
    BodyHandler<String> file =
        _ -> {
          BodySubscriber<Path> bytes =
              BodySubscribers.ofFile(into, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          return BodySubscribers.mapping(bytes, _ -> "");
        };
    BodyHandler<String> error = BodyHandlers.ofString(StandardCharsets.UTF_8);
    return info ->
        info.statusCode() == 200
            ? BodyHandlers.limiting(file, most).apply(info)
            : BodyHandlers.limiting(error, LONGEST_ERROR).apply(info);
  }

  private static Result result(HttpResponse<String> response) {
    return response.statusCode() == 200
        ? new Downloaded(response.headers().firstValue("Content-Type").orElse(null))
        : new Refused(
            response.statusCode(),
            new WhapiAnswer(
                    response.statusCode(), response.body().getBytes(StandardCharsets.UTF_8), null)
                .reason());
  }
}
