package id.balas.bot.search;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.value.Content;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an excerpt shows; hits are in brackets here.
class ExcerptTests {

  private static final String LONG = "kata ".repeat(100);

  @ParameterizedTest(name = "{1} in {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Halo, pesanan saya mana?     | pesanan          | Halo, [pesanan] saya mana?
          Halo, Pesanan saya mana?     | PESANAN mana     | Halo, [Pesanan] saya [mana]?
          Nomor INV-2026/0012 sudah    | INV-2026/0012    | Nomor [INV-2026/0012] sudah
          Nomor INV-2026/0012 sudah    | inv20260012      | Nomor [INV-2026/0012] sudah
          Nomor INV20260012 sudah      | INV-2026/0012    | Nomor [INV20260012] sudah
          (INV-2026/0012), terima kasih | inv-2026/0012   | ([INV-2026/0012]), terima kasih
          order #A-778 dan #A-779      | A-779            | order #A-778 dan #[A-779]
          pesanan #A-778!              | 778              | pesanan #A-[778]!
          Café besar                   | cafe             | [Café] besar
          Cafe\u0301 besar             | café             | [Cafe\u0301] besar
          tidak ada                    | lain             | tidak ada
          <b>promo</b> & lain          | promo            | <b>[promo]</b> & lain
          """)
  void hitsAreMarked(String text, String query, String expected) {
    assertThat(shown(text.replace("\\u0301", "\u0301"), query))
        .isEqualTo(expected.replace("\\u0301", "\u0301"));
  }

  @Test
  void longTextsAreCutAroundTheHit() {
    String shown = shown(LONG + "promo " + LONG, "promo");

    assertThat(shown).startsWith("…kata ").contains(" [promo] kata").endsWith("…");
    assertThat(shown.length()).isLessThan(170);
  }

  @Test
  void textWithoutHitBeginsAtItsStart() {
    assertThat(shown(LONG, "promo")).startsWith("kata kata").endsWith("…");
  }

  @Test
  void charactersAreNeverCutInTwo() {
    String emoji = "😀".repeat(200);

    for (int i = 0; i < 4; i++) {
      String shown = shown("x".repeat(i) + emoji + " promo " + emoji, "promo");
      assertThat(shown.codePoints()).noneMatch(point -> point >= 0xd800 && point <= 0xdfff);
    }
  }

  @Test
  void fileNamesAreSearched() {
    var file =
        new Content.Media(
            Content.Media.Kind.DOCUMENT,
            "m",
            null,
            "application/pdf",
            "Invoice_0012.pdf",
            "Ini",
            9L);

    assertThat(shown(Excerpt.searched(file), "0012")).isEqualTo("Ini Invoice_[0012].pdf");
  }

  private static String shown(String text, String query) {
    return Excerpt.of(text, query).stream()
        .map(part -> part.hit() ? "[" + part.text() + "]" : part.text())
        .collect(Collectors.joining());
  }
}
