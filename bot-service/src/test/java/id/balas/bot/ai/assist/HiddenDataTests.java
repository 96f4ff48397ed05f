package id.balas.bot.ai.assist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiddenDataTests {

  private final HiddenData hidden = new HiddenData();

  @Test
  void eachValueHasItsMark() {
    assertThat(hidden.hide("hubungi 0811-2345-678 atau 0822 9999 000 atau budi@example.com"))
        .isEqualTo("hubungi [number 2] atau [number 3] atau [email 1]");
    assertThat(hidden.hide("ya, 0822 9999 000")).isEqualTo("ya, [number 3]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Silakan hubungi [number 1].      | Silakan hubungi 0811-2345-678.
          Silakan hubungi [nomor 1].       | Silakan hubungi 0811-2345-678.
          Silakan hubungi [Number1].       | Silakan hubungi 0811-2345-678.
          [number 1] atau [number 1]       | 0811-2345-678 atau 0811-2345-678
          kartu [card or id number 2]      | kartu 4111 1111 1111 1111
          [number 3] dan [number 0] tetap  | [number 3] dan [number 0] tetap
          pilihan [1] dan [2]              | pilihan [1] dan [2]
          [number 99999999999]             | [number 99999999999]
          """)
  void marksAreReplacedByTheirValues(String text, String restored) {
    hidden.hide("0811-2345-678 dan 4111 1111 1111 1111");
    assertThat(hidden.restore(text)).isEqualTo(restored);
  }

  @Test
  void restoredValuesAreNoPatterns() {
    assertThat(hidden.hide("$ 0811 2345 678")).isEqualTo("[number 1]");
    assertThat(hidden.restore("[number 1]")).isEqualTo("$ 0811 2345 678");
  }
}
