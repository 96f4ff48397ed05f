package id.balas.service.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortTextTests {

  @ParameterizedTest
  @CsvSource({"'',''", "abc,abc", "abcd,abc…", "ab😀,ab…", "a😀b,a😀…"})
  void cutsAfterThreeCharacters(String text, String expected) {
    assertThat(ShortText.of(text, 3)).isEqualTo(expected);
  }
}
