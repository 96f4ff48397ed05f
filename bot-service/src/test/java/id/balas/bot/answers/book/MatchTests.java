package id.balas.bot.answers.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchTests {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          EXACT,    terima kasih,  '*Terima   kasih!* 🙏',      true
          EXACT,    terima kasih,  terima kasih banyak,         false
          EXACT,    👍,            ' 👍 ',                       true
          EXACT,    👍,            ok,                          false
          WORD,     jam buka,      'Kak, jam  BUKA nya kapan?', true
          WORD,     jam buka,      jam bukaan,                  false
          WORD,     harga,         harga-nya,                   true
          CONTAINS, jam buka,      jam bukaan,                  true
          CONTAINS, 'c++',         kursus C++ ada?,             true
          PREFIX,   assalam,       Assalamualaikum kak,         true
          PREFIX,   assalam,       wah assalam,                 false
          REGEX,    'no\\.? ?\\d+',  No. 12 dong,               true
          REGEX,    '^order$',     my order,                    false
          WORD,     ｊａｍ,         JAM?,                        true
          """)
  void keywordsMatchByTheirKind(Match match, String keyword, String text, boolean found) {
    assertThat(match.finds(keyword).test(NormalizedText.of(text))).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(a{50}){50}",
        "(",
        "(?=x)",
        "(a)\\1",
        "x*",
        "a|",
        "",
        "a{99999999999999999999}"
      })
  void invalidOrCostlyPatternsAreRejected(String pattern) {
    assertThatThrownBy(() -> Match.REGEX.finds(pattern)).isInstanceOf(InvalidAnswerException.class);
  }

  @Test
  void matchingTakesLinearTime() {
    // A backtracking engine would never finish: its time is exponential in the text's length.
    assertThat(Match.REGEX.finds("(x+x+)+y").test(NormalizedText.of("x".repeat(100_000))))
        .isFalse();
  }

  @Test
  void keywordsWithoutWordsAreHandled() {
    assertThatThrownBy(() -> Match.WORD.finds("?!"))
        .isInstanceOf(InvalidAnswerException.class)
        .hasMessageContaining("CONTAINS");
    assertThat(Match.CONTAINS.finds("?!").test(NormalizedText.of("apa?!"))).isTrue();
  }
}
