package id.balas.bot.ai.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhatsAppTextTests {

  private static final List<String> PARTS =
      List.of(
          "*",
          "**",
          "***",
          "_",
          "__",
          "~~",
          "`",
          "``",
          "```",
          "[",
          "]",
          "(",
          ")",
          "!",
          "<",
          ">",
          "\\",
          "#",
          "- ",
          "> ",
          "|",
          "é",
          "Ω",
          " ",
          "\n",
          "https://x.id/a_b",
          "](u)",
          "~~~",
          "<br>");

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      textBlock =
          """
          **tebal**                         → *tebal*
          __tebal__                         → *tebal*
          *miring*                          → _miring_
          _miring_                          → _miring_
          ***keduanya***                    → *_keduanya_*
          **tebal *miring* tebal**          → *tebal _miring_ tebal*
          **tebal *miring***                → *tebal _miring_*
          *miring **tebal***                → _miring *tebal*_
          **a __b__ c**                     → *a b c*
          ~~lama~~ baru                     → ~lama~ baru
          **Rp**10.000                      → Rp10.000
          **Harga:** Rp 5.000               → *Harga:* Rp 5.000
          2*3*4 = 24                        → 2*3*4 = 24
          2 * 3 * 4                         → 2 * 3 * 4
          2**3                              → 2**3
          snake_case_name                   → snake_case_name
          **belum selesai                   → **belum selesai
          selesai**                         → selesai**
          a **** b                          → a **** b
          ** x **                           → ** x **
          \\*bukan\\*                       → *bukan*
          `kode *apa* adanya`               → `kode *apa* adanya`
          ``kode ` aneh``                   → ```kode ` aneh```
          `belum                            → `belum
          [toko](https://a.id/x_y_z)        → toko (https://a.id/x_y_z)
          [**toko**](https://a.id)          → *toko* (https://a.id)
          **[toko](https://a.id)**          → *toko (https://a.id)*
          [https://a.id](https://a.id)      → https://a.id
          [a@b.id](mailto:a@b.id)           → a@b.id
          [wiki](https://a.id/A_(b))        → wiki (https://a.id/A_(b))
          [toko](https://a.id "judul")      → toko (https://a.id)
          ![foto](https://a.id/f.jpg)       → foto (https://a.id/f.jpg)
          ![](https://a.id/f.jpg)           → https://a.id/f.jpg
          [bukan tautan]                    → [bukan tautan]
          <https://a.id>                    → https://a.id
          <a@b.id>                          → a@b.id
          https://a.id/__x__/*y*            → https://a.id/__x__/*y*
          **https://a.id/x**                → *https://a.id/x*
          # Judul                           → *Judul*
          ### **Judul** utama ###           → *Judul utama*
          ## C#                             → *C#*
          #1 pilihan                        → #1 pilihan
          * satu                            → - satu
          + satu                            → - satu
          - **satu**: dua                   → - *satu*: dua
          1. satu                           → 1. satu
          > kutipan **tebal**               → > kutipan *tebal*
          >> dalam                          → > dalam
          > - butir                         → > - butir
          ~5 menit ~10 menit                → ~5 menit ~10 menit
          """)
  void oneLine(String markdown, String shown) {
    assertThat(WhatsAppText.of(markdown)).isEqualTo(shown);
  }

  @Test
  void blocksAreRewritten() {
    assertThat(
            WhatsAppText.of(
                """
                # Cara pesan

                Ikuti langkah **ini**:
                ---

                1. Buka *aplikasi*
                2. Pilih
                   * merah
                   * biru

                | Warna | Harga |
                |:------|------:|
                | merah | **5** |

                ```java
                int **x** = 1; // # tetap
                ```
                Total
                =====
                Terima<br>kasih
                """))
        .isEqualTo(
            """
            *Cara pesan*

            Ikuti langkah *ini*:

            1. Buka _aplikasi_
            2. Pilih
               - merah
               - biru

            Warna | Harga
            merah | *5*

            ```
            int **x** = 1; // # tetap
            ```
            Total
            Terima
            kasih\
            """);
  }

  @Test
  void emphasisOverLinesIsRepeatedOnEach() {
    assertThat(WhatsAppText.of("Ini **tebal\ndan *miring\njuga***.\nBiasa"))
        .isEqualTo("Ini *tebal*\n*dan _miring_*\n*_juga_*.\nBiasa");
  }

  @Test
  void codeBesideTheFenceIsKept() {
    assertThat(WhatsAppText.of("```Total: *5*\n```")).isEqualTo("```\nTotal: *5*\n```");
  }

  @Test
  void codeBlockWithoutAnEndIsClosed() {
    assertThat(WhatsAppText.of("~~~\n# kode\n```\nlagi")).isEqualTo("```\n# kode\n```\nlagi\n```");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "**a",
        "***a ",
        "_",
        "*_",
        "~~a",
        "`",
        "`` ",
        "[",
        "[a](",
        "![",
        "<",
        "<a",
        "> ",
        ">",
        "#",
        "# ",
        "|",
        "\\",
        "http://",
        "- ",
        "a*b_",
        "*a **b ",
        "](",
        "<http://",
        "`a``b```",
        "**a\n",
        "*a\n**b\n",
        "a**\n"
      })
  void hostileNestingTakesLinearTime(String part) {
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> WhatsAppText.of(part.repeat(100_000)));
  }

  @Test
  void noTextIsLost() {
    var random = new Random(42);
    for (int i = 0; i < 5_000; i++) {
      String markdown =
          IntStream.range(0, random.nextInt(30))
              .mapToObj(_ -> PARTS.get(random.nextInt(PARTS.size())))
              .collect(Collectors.joining());
      assertThat(letters(WhatsAppText.of(markdown))).as(markdown).isEqualTo(letters(markdown));
    }
  }

  // Without what belongs to the notation alone. These letters never name a code block's language.
  private static String letters(String text) {
    return text.replace("<br>", "").replace("https://x.id/a_b", "L").replaceAll("[^éΩL]", "");
  }
}
