package id.balas.bot.history.readable;

import id.balas.events.value.Content;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes the content of any message as plain text in one language. Never fails: the text of a kind
/// that nothing here knows says so.
public final class ReadableContent {

  private static final int LONGEST = 4_000;
  private static final int LONGEST_PREVIEW = 200;

  private final ReadableTexts texts;
  private final ProviderKinds kinds;

  public ReadableContent(Locale language, ZoneId timeZone) {
    this.texts = new ReadableTexts(language);
    this.kinds = new ProviderKinds(texts, timeZone);
  }

  /// `votes` are the options that each voter chose, for a poll.
  public String of(Content content, Collection<List<String>> votes) {
    return switch (content) {
      case Content.Text text -> text.body();
      case Content.Media media -> media(media);
      case Content.Location location -> location(location);
      case Content.Contact contact -> contact(contact.name(), contact.vcard());
      case Content.Reaction reaction ->
          reaction.emoji().isEmpty()
              ? texts.of("reaction-removed")
              : texts.of("reaction", reaction.emoji());
      case Content.Edit edit -> of(edit.content(), votes);
      case Content.Deletion _ -> texts.of("deleted");
      case Content.Forward forward -> of(forward.content(), votes);
      case Content.Choice choice -> choice.title().isBlank() ? choice.id() : choice.title();
      case Content.Unsupported unsupported -> shortened(kinds.text(unsupported, votes), LONGEST);
    };
  }

  /// The beginning, for the chat list.
  public String preview(Content content, Collection<List<String>> votes, boolean isDeleted) {
    return isDeleted ? texts.of("deleted") : shortened(of(content, votes), LONGEST_PREVIEW);
  }

  private String media(Content.Media media) {
    String kind = texts.of("media." + media.kind().name().toLowerCase(Locale.ROOT));
    List<String> details = new ArrayList<>();
    if (media.seconds() != null) {
      details.add(texts.of("seconds", media.seconds()));
    }
    if (Boolean.TRUE.equals(media.viewOnce())) {
      details.add(texts.of("view-once"));
    }
    String name = media.kind() == Content.Media.Kind.DOCUMENT ? media.fileName() : null;
    String said = joined(" – ", name, media.caption());
    String what = details.isEmpty() ? kind : kind + " (" + String.join(", ", details) + ")";
    return said.isEmpty() ? what : what + ": " + said;
  }

  private String location(Content.Location location) {
    String place = joined(", ", location.name(), location.address());
    String where = place.isEmpty() ? location.latitude() + ", " + location.longitude() : place;
    return texts.of(Boolean.TRUE.equals(location.live()) ? "live-location" : "location", where);
  }

  private String contact(String name, @Nullable String vcard) {
    return texts.of("contact", VCard.described(name, vcard));
  }

  private static String joined(String separator, @Nullable String... parts) {
    return Stream.of(parts)
        .filter(part -> part != null && !part.isBlank())
        .collect(Collectors.joining(separator));
  }

  private static String shortened(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most));
  }
}
