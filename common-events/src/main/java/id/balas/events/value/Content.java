package id.balas.events.value;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;

/// What a message says. A kind that this release does not know is read as [Unsupported] with its
/// raw JSON.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "@type")
@JsonDeserialize(using = ContentDeserializer.class)
public sealed interface Content {

  @JsonDeserialize
  record Text(String body) implements Content {
    public Text {
      Required.value("Text", "body", body);
    }
  }

  /// A file. `mediaId` is the provider's, `link` is where it can be fetched, `size` is in bytes.
  @JsonDeserialize
  record Media(
      Kind kind,
      @Nullable String mediaId,
      @Nullable String link,
      String mimeType,
      @Nullable String fileName,
      @Nullable String caption,
      @Nullable Long size)
      implements Content {

    /// As the provider tells them apart.
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
  }

  /// In degrees, WGS 84.
  @JsonDeserialize
  record Location(
      double latitude, double longitude, @Nullable String name, @Nullable String address)
      implements Content {}

  @JsonDeserialize
  record Contact(String name, @Nullable String vcard) implements Content {
    public Contact {
      Required.value("Contact", "name", name);
    }
  }

  /// An empty `emoji` takes the reaction back.
  @JsonDeserialize
  record Reaction(String messageId, String emoji) implements Content {
    public Reaction {
      Required.text("Reaction", "messageId", messageId);
      Required.value("Reaction", "emoji", emoji);
    }
  }

  /// A button or list row that the customer chose; `title` is what they read.
  @JsonDeserialize
  record Choice(String id, String title) implements Content {
    public Choice {
      Required.text("Choice", "id", id);
      Required.value("Choice", "title", title);
    }
  }

  /// Kept as it came, for people: `type` is the provider's word for it.
  @JsonDeserialize
  record Unsupported(String type, JsonNode raw) implements Content {
    public Unsupported {
      Required.text("Unsupported", "type", type);
      Required.value("Unsupported", "raw", raw == null || raw.isNull() ? null : raw);
    }
  }

  /// The words a person would read in it, if there are any.
  default @Nullable String words() {
    return switch (this) {
      case Text text -> text.body();
      case Media media -> media.caption();
      case Choice choice -> choice.title();
      case Location _, Contact _, Reaction _, Unsupported _ -> null;
    };
  }
}
