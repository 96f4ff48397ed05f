package id.balas.events.value;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;

/// The content of a message. A kind that this release does not know is read as [Unsupported], with
/// its raw JSON.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "@type")
@JsonDeserialize(using = ContentDeserializer.class)
public sealed interface Content {

  @JsonDeserialize
  record Text(String body) implements Content {
    public Text {
      Required.value("Text", "body", body);
    }
  }

  /// A file. `mediaId` is the provider's id, `link` an address to download it, `size` is in bytes.
  /// `seconds` is the length of a recording. A file with `viewOnce` disappears once it is opened.
  @JsonDeserialize
  record Media(
      Kind kind,
      @Nullable String mediaId,
      @Nullable String link,
      String mimeType,
      @Nullable String fileName,
      @Nullable String caption,
      @Nullable Long size,
      @Nullable Integer seconds,
      @Nullable Boolean viewOnce)
      implements Content {

    /// The provider's kinds.
    public enum Kind {
      IMAGE,
      VIDEO,
      GIF,
      SHORT,
      AUDIO,
      VOICE,
      DOCUMENT,
      STICKER
    }

    public Media {
      Required.value("Media", "kind", kind);
      Required.text("Media", "mimeType", mimeType);
    }

    public Media(
        Kind kind,
        @Nullable String mediaId,
        @Nullable String link,
        String mimeType,
        @Nullable String fileName,
        @Nullable String caption,
        @Nullable Long size) {
      this(kind, mediaId, link, mimeType, fileName, caption, size, null, null);
    }

    /// The same file, to be viewed once.
    public Media once() {
      return new Media(kind, mediaId, link, mimeType, fileName, caption, size, seconds, true);
    }
  }

  /// A position in degrees, WGS 84. It is `live` if the sender shares it while moving.
  @JsonDeserialize
  record Location(
      double latitude,
      double longitude,
      @Nullable String name,
      @Nullable String address,
      @Nullable Boolean live)
      implements Content {

    public Location(
        double latitude, double longitude, @Nullable String name, @Nullable String address) {
      this(latitude, longitude, name, address, null);
    }
  }

  @JsonDeserialize
  record Contact(String name, @Nullable String vcard) implements Content {
    public Contact {
      Required.value("Contact", "name", name);
    }
  }

  /// What one of us does with an earlier message. Repeating it changes nothing more, so it needs no
  /// proof before a retry. `messageId` is the provider's id, or ours for one of our messages.
  sealed interface Act extends Content {
    String messageId();
  }

  /// A reaction to a message. An empty `emoji` removes the reaction.
  @JsonDeserialize
  record Reaction(String messageId, String emoji) implements Act {
    public Reaction {
      Required.text("Reaction", "messageId", messageId);
      Required.value("Reaction", "emoji", emoji);
    }
  }

  /// Replaces the content of one of our messages.
  @JsonDeserialize
  record Edit(String messageId, Content content) implements Act {
    public Edit {
      Required.text("Edit", "messageId", messageId);
      Required.value("Edit", "content", content);
    }
  }

  /// Deletes one of our messages for everyone.
  @JsonDeserialize
  record Deletion(String messageId) implements Act {
    public Deletion {
      Required.text("Deletion", "messageId", messageId);
    }
  }

  /// A copy of the message `messageId` of any chat, with its content.
  @JsonDeserialize
  record Forward(String messageId, Content content) implements Content {
    public Forward {
      Required.text("Forward", "messageId", messageId);
      Required.value("Forward", "content", content);
    }
  }

  /// The button or list row that the customer chose; `title` is its label.
  @JsonDeserialize
  record Choice(String id, String title) implements Content {
    public Choice {
      Required.text("Choice", "id", id);
      Required.value("Choice", "title", title);
    }
  }

  /// Raw JSON of an unknown kind, shown to agents. `type` is the provider's name of the kind.
  @JsonDeserialize
  record Unsupported(String type, JsonNode raw) implements Content {
    public Unsupported {
      Required.text("Unsupported", "type", type);
      Required.value("Unsupported", "raw", raw == null || raw.isNull() ? null : raw);
    }

    /// The provider's status of a call or another event, in lower case; empty if it has none.
    public String status() {
      return raw.path("status").asString("").toLowerCase(Locale.ROOT);
    }
  }

  /// The readable text, or null.
  default @Nullable String words() {
    return switch (this) {
      case Text text -> text.body();
      case Media media -> media.caption();
      case Choice choice -> choice.title();
      case Forward forward -> forward.content().words();
      case Location _, Contact _, Act _, Unsupported _ -> null;
    };
  }
}
