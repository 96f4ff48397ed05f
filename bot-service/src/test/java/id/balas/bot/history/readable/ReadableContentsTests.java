package id.balas.bot.history.readable;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.history.HistoryProperties;
import id.balas.events.value.Content;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableContentsTests {

  private static final HistoryProperties SETTINGS =
      new HistoryProperties(Duration.ofDays(365), Duration.ofMinutes(2), ZoneId.of("Asia/Jakarta"));
  private static final Content PICTURE =
      new Content.Media(Content.Media.Kind.IMAGE, "m", null, "image/png", null, null, null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en              | Picture
          en-US,en;q=0.9  | Picture
          id              | Gambar
          in-ID           | Gambar
          fr,en;q=0.5     | Picture
          id;q=0.1,en     | Picture
          en;q=0,id;q=0.1 | Gambar
          fr              | Gambar
          *               | Gambar
          ''              | Gambar
          ;;q=x           | Gambar
          """)
  void firstAcceptedLanguageIsUsed(String languages, String expected) {
    var contents = new ReadableContents(SETTINGS, "id");
    assertThat(contents.accepted(languages).of(PICTURE, List.of())).isEqualTo(expected);
  }

  @Test
  void botsLanguageIsTheDefault() {
    assertThat(new ReadableContents(SETTINGS, "en").accepted(null).of(PICTURE, List.of()))
        .isEqualTo("Picture");
  }
}
