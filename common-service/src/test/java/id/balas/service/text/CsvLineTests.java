package id.balas.service.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvLineTests {

  // The rule in short. It takes too long for a long cell.
  private static final Pattern STARTS =
      Pattern.compile("(?:^|(?<=[;|\\t\\r\\n]))(?=[\\s\"]*[=+\\-@＝＋－＠])|^(?=[\\t\\r\\n])");

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "=1 '=1",
        "a=1 a=1",
        "a|=1 \"a|'=1\"",
        "a;\"=1 \"a;'\"\"=1\"",
        "＝1 '＝1",
        "-😀😀 '-😀😀"
      })
  void formulasAreNeutral(String cell, String written) {
    assertThat(CsvLine.of(List.of(cell))).isEqualTo(written + "\r\n");
  }

  @Test
  void eachStartOfAFormulaIsNeutral() {
    var random = new Random(7);
    String signs = "=-＠;|\t\r\n \u000b\"a'😀";
    for (int i = 0; i < 20_000; i++) {
      var cell = new StringBuilder();
      random
          .ints(random.nextInt(8), 0, signs.length())
          .forEach(at -> cell.append(signs.charAt(at)));
      String safe = STARTS.matcher(cell).replaceAll("'").replace("\"", "\"\"");

      assertThat(CsvLine.of(List.of(cell.toString()))).isIn(safe + "\r\n", '"' + safe + "\"\r\n");
    }
  }

  @Test
  void longRunsOfLineBreaksCostNoLookAheads() {
    String breaks = "\n".repeat(1_000_000);

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(CsvLine.of(List.of(breaks + "a"))).hasSize(breaks.length() + 6);
          assertThat(CsvLine.of(List.of(breaks + "="))).hasSize(2 * breaks.length() + 6);
        });
  }
}
