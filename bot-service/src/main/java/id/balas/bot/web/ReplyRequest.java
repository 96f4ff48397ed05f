package id.balas.bot.web;

import id.balas.events.value.Content;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// An agent's reply: text, or a file by its link or by its id from the sender's `/media`.
@Schema(example = "{\"text\":\"Hello, this is Siti\"}")
public record ReplyRequest(
    @Schema(description = "The text; omit it if `media` is given") @PlainText(max = 65_536)
        @Nullable String text,
    @Valid @Nullable Media media,
    @Schema(description = "Id of the message that this one answers") @PlainText(max = 200)
        @Nullable String quotedId,
    @Schema(
            description =
                "`waiting.latestId` of the chat as you saw it, or `none` if it did not wait; if the customer wrote since, the chat goes on waiting")
        @PlainText(max = 200)
        @Nullable String seen) {

  @Schema(name = "ReplyMedia")
  public record Media(
      @NotNull Content.Media.Kind kind,
      @Schema(description = "Id of an uploaded file") @PlainText(max = 200)
          @Nullable String mediaId,
      @Schema(description = "Address of the file, instead of `mediaId`") @PlainText(max = 2_000)
          @Nullable String link,
      @NotNull
          @Pattern(
              regexp = "[\\w.+-]{1,50}/[\\w.+-]{1,50}(;[^\\x00]{0,50})?",
              message = "must be a media type such as image/jpeg")
          String mimeType,
      @PlainText(max = 200) @Nullable String fileName,
      @PlainText(max = 4_096) @Nullable String caption) {

    public Content.Media content() {
      if ((mediaId == null) == (link == null)) {
        throw ProblemException.invalid("media.mediaId", "or \"link\" must be given, not both.");
      }
      if (link != null && !isWebAddress(link)) {
        throw ProblemException.invalid("media.link", "must begin with https:// or http://.");
      }
      return new Content.Media(kind, mediaId, link, mimeType, fileName, caption, null);
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

  public Content content() {
    if (text != null && media == null) {
      return new Content.Text(text);
    }
    if (text == null && media != null) {
      return media.content();
    }
    throw ProblemException.invalid("text", "or \"media\" must be given, not both.");
  }
}
