package id.balas.sender.reconciliation;

import static id.balas.events.value.Content.Media.Kind.AUDIO;
import static id.balas.events.value.Content.Media.Kind.DOCUMENT;
import static id.balas.events.value.Content.Media.Kind.GIF;
import static id.balas.events.value.Content.Media.Kind.IMAGE;
import static id.balas.events.value.Content.Media.Kind.VIDEO;
import static id.balas.events.value.Content.Media.Kind.VOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.balas.events.value.Content;
import id.balas.events.value.Content.Contact;
import id.balas.events.value.Content.Location;
import id.balas.events.value.Content.Media;
import id.balas.events.value.Content.Reaction;
import id.balas.events.value.Content.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class ContentMatcherTests {

  static final List<Arguments> PAIRS =
      List.of(
          arguments("the same text", text("Halo Budi"), text("Halo Budi"), true),
          arguments("another text", text("Halo Budi"), text("Halo Sari"), false),
          arguments("another case", text("halo"), text("Halo"), false),
          arguments("trimmed", text("  Halo\n"), text("Halo"), true),
          arguments("another line break", text("Halo\r\nBudi"), text("Halo\nBudi"), true),
          arguments("no line break", text("Halo\r\nBudi"), text("Halo Budi"), false),
          arguments("trimmed inside", text("Halo  Budi"), text("Halo Budi"), false),
          arguments("composed and decomposed", text("caf\u00e9"), text("cafe\u0301"), true),
          arguments("a look-alike is not the same", text("\ufb01"), text("fi"), false),
          arguments("a picture, the type written anew", media(IMAGE, "Bon"), jpg("Bon"), true),
          arguments("no caption and an empty one", media(IMAGE, null), media(IMAGE, ""), true),
          arguments("another caption", media(IMAGE, "Bon"), media(IMAGE, "Nota"), false),
          arguments("another kind", media(IMAGE, "Bon"), media(DOCUMENT, "Bon"), false),
          arguments("a GIF as a video", media(GIF, "Bon"), media(VIDEO, "Bon"), true),
          arguments("a video as a GIF", media(VIDEO, "Bon"), media(GIF, "Bon"), true),
          arguments("a voice note as audio", media(VOICE, null), media(AUDIO, null), true),
          arguments("audio as a voice note", media(AUDIO, null), media(VOICE, null), true),
          arguments("a video and audio", media(VIDEO, null), media(AUDIO, null), false),
          arguments("a text and a picture's caption", text("Bon"), media(IMAGE, "Bon"), false),
          arguments("a place, some decimals shorter", place(-6.2087634), place(-6.208763), true),
          arguments("a place next door", place(-6.2087), place(-6.2088), false),
          arguments(
              "the same contact",
              new Contact("Sari", "BEGIN:VCARD"),
              new Contact("Sari ", null),
              true),
          arguments("another contact", new Contact("Sari", null), new Contact("Budi", null), false),
          arguments("a reaction", new Reaction("W-1", "+"), new Reaction("W-1", "+"), false));

  @ParameterizedTest(name = "{0}")
  @FieldSource("PAIRS")
  void equalMessagesMatch(String what, Content ours, Content theirs, boolean alike) {
    assertThat(ContentMatcher.of(ours, theirs)).as(what).isEqualTo(alike);
  }

  @Test
  void reactionsCannotBeRecognised() {
    assertThat(ContentMatcher.canBeTold(text("Halo"))).isTrue();
    assertThat(ContentMatcher.canBeTold(new Reaction("W-1", "+"))).isFalse();
  }

  private static Text text(String body) {
    return new Text(body);
  }

  private static Media media(Media.Kind kind, @Nullable String caption) {
    return new Media(kind, null, "https://files.example/bon", "image/png", "bon", caption, null);
  }

  private static Media jpg(String caption) {
    return new Media(IMAGE, "jpeg-1", null, "image/jpeg", null, caption, 12L);
  }

  private static Location place(double latitude) {
    return new Location(latitude, 106.8, "Jakarta", null);
  }
}
