package id.balas.bot.decision.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatingAnswerTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          5                      | 5 | -
          '  1 '                 | 1 | -
          3.                     | 3 | -
          5!                     | 5 | -
          *4*                    | 4 | -
          5️⃣                     | 5 | -
          4/5                    | 4 | -
          4 / 5                  | 4 | -
          Bintang 5              | 5 | -
          5 bintang              | 5 | -
          nilai 2                | 2 | -
          4 stars                | 4 | -
          ⭐⭐⭐                    | 3 | -
          🌟🌟🌟🌟                  | 4 | -
          ★★★☆☆                  | 3 | -
          ⭐                      | 1 | -
          5/5 cepat sekali       | 5 | cepat sekali
          2/5, barang rusak      | 2 | barang rusak
          2/5, 3 jam menunggu    | 2 | 3 jam menunggu
          ⭐⭐⭐⭐ terima kasih      | 4 | terima kasih
          """)
  void readsNumbersAndStars(String words, int stars, @Nullable String comment) {
    assertThat(RatingAnswer.of(words)).contains(new RatingAnswer(stars, comment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "6",
        "10",
        "5 kotak",
        "55",
        "5x",
        "1-2",
        "jam 5?",
        "saya mau 5",
        "5/6",
        "4/5/2026 apakah buka?",
        "4 / 5 / 26 buka?",
        "4/5-6/5 buka?",
        "3/5 - 4/5 tutup?",
        "4/5.2026",
        "4/5,5",
        "",
        "5 /"
      })
  void otherTextsAreNoRating(String words) {
    assertThat(RatingAnswer.of(words)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5\nmantap", "5\r\n\nmantap", "5/5\nmantap"})
  void commentMayFollowOnALineOfItsOwn(String words) {
    assertThat(RatingAnswer.of(words)).contains(new RatingAnswer(5, "mantap"));
  }
}
