package id.balas.sender.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.value.Content;
import id.balas.events.value.Content.Contact;
import id.balas.events.value.Content.Location;
import id.balas.events.value.Content.Media;
import id.balas.events.value.Content.Media.Kind;
import id.balas.events.value.Content.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentMatcherFilesTests {

  @Test
  void filesMatchByKindAndCaption() {
    Media ours =
        new Media(
            Kind.IMAGE, null, "https://a.id/b.png", "image/png", "b.png", " Cafe\u0301 ", 10L);
    assertThat(
            ContentMatcher.of(
                ours, new Media(Kind.IMAGE, "jpeg-1", null, "image/jpeg", null, "Caf\u00e9", null)))
        .isTrue();
    assertThat(ContentMatcher.of(ours, image("Lain"))).isFalse();
    assertThat(ContentMatcher.of(ours, image(null))).isFalse();
    assertThat(
            ContentMatcher.of(
                ours, new Media(Kind.VIDEO, "jpeg-1", null, "image/jpeg", null, "Caf\u00e9", null)))
        .isFalse();
    assertThat(ContentMatcher.of(ours, new Text("Caf\u00e9"))).isFalse();
    assertThat(ContentMatcher.of(image(null), image(" "))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "harga.pdf, harga.pdf, true",
        "harga.pdf, Harga.PDF, true",
        "harga, harga.pdf, true",
        "harga.pdf, -, true",
        "-, harga.pdf, true",
        "harga.pdf, tagihan.pdf, false"
      })
  void documentsMatchByName(@Nullable String ours, @Nullable String theirs, boolean alike) {
    assertThat(ContentMatcher.of(document(ours), document(theirs))).isEqualTo(alike);
  }

  @Test
  void hashDistinguishesDocumentsButNotImages() {
    assertThat(ContentMatcher.canBeTheFile(document("a"), "hash", "hash")).isTrue();
    assertThat(ContentMatcher.canBeTheFile(document("a"), "hash", "other")).isFalse();
    assertThat(ContentMatcher.canBeTheFile(document("a"), null, "other")).isTrue();
    assertThat(ContentMatcher.canBeTheFile(document("a"), "hash", null)).isTrue();
    assertThat(ContentMatcher.canBeTheFile(image("a"), "hash", "other")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "-6.2, 106.8, true",
    "-6.200004, 106.800004, true",
    "-6.2001, 106.8, false",
    "6.2, 106.8, false"
  })
  void locationsMatchByCoordinates(double latitude, double longitude, boolean alike) {
    Content theirs = new Location(latitude, longitude, null, null);
    assertThat(ContentMatcher.of(new Location(-6.2, 106.8, "Toko", "Jl. 1"), theirs))
        .isEqualTo(alike);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "Budi, TEL:+62 811-1222-3334, true",
        "' Budi ', item1.TEL;waid=6281112223334:+62 811 1222 3334, true",
        "Budi, TEL;type=CELL:0811 1222 3334, true",
        "Budi, -, true",
        "Budi, FN:Budi, true",
        "Budi, TEL:+62 811-9999-9999, false",
        "Siti, TEL:+62 811-1222-3334, false"
      })
  void contactsMatchByNameAndNumber(String name, @Nullable String line, boolean alike) {
    String ours =
        "BEGIN:VCARD\nVERSION:3.0\nFN:Budi\nTEL;type=CELL;waid=6281112223334:+6281112223334\nEND:VCARD";
    String theirs = line == null ? null : "BEGIN:VCARD\r\nVERSION:3.0\r\n" + line + "\r\nEND:VCARD";
    assertThat(ContentMatcher.of(new Contact("Budi", ours), new Contact(name, theirs)))
        .isEqualTo(alike);
  }

  private static Media image(@Nullable String caption) {
    return new Media(Kind.IMAGE, "jpeg-1", null, "image/jpeg", null, caption, null);
  }

  private static Media document(@Nullable String fileName) {
    return new Media(Kind.DOCUMENT, "pdf-1", null, "application/pdf", fileName, null, null);
  }
}
