package id.balas.bot.decision.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the number ends and the text begins, after `reply`.
class CommandArgumentsTests {

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          # written                              | number        | words
          628112345678 Siap, Pak                 | 628112345678  | Siap, Pak
          628112345678 2 x 2 = 4                 | 628112345678  | 2 x 2 = 4
          628112345678 10:30 besok               | 628112345678  | 10:30 besok
          +628112345678 Siap                     | 628112345678  | Siap
          08112345678 Siap                       | 628112345678  | Siap
          0811-2345-678 Siap                     | 628112345678  | Siap
          0811.2345.678 Siap                     | 628112345678  | Siap
          +62 811-2345-678 Siap, Pak             | 628112345678  | Siap, Pak
          +62 811 2345 678 Siap                  | 628112345678  | Siap
          62 811 2345 678 Siap                   | 628112345678  | Siap
          (0811) 2345 678 Siap                   | 628112345678  | Siap
          +62 (0)811 2345 678 Siap               | 628112345678  | Siap
          +62 0811 2345 678 Siap                 | 628112345678  | Siap
          0062 811 2345 678 Siap                 | 628112345678  | Siap
          0811–2345‑678 Siap                     | 628112345678  | Siap
          0811 2345 678: 5 pcs                   | 628112345678  | 5 pcs
          0811 2345 678, siap                    | 628112345678  | siap
          628112345678: Siap                     | 628112345678  | Siap
          628112345678 : Siap                    | 628112345678  | Siap
          0811 2345 678 2x lagi                  | 628112345678  | 2x lagi
          0811 2345 678 10:30 besok              | 628112345678  | 10:30 besok
          +62 812 34 56 78 90: halo              | 6281234567890 | halo
          628112345678@s.whatsapp.net Siap       | 628112345678  | Siap
          628112345678@c.us Siap                 | 628112345678  | Siap
          @628112345678 Siap                     | 628112345678  | Siap
          https://wa.me/628112345678 Siap        | 628112345678  | Siap
          tel:+62-811-2345-678 Siap              | 628112345678  | Siap
          +1 415 555 2671 ok                     | 14155552671   | ok
          +65 9123 4567 ok                       | 6591234567    | ok
          +290 2250 ok                           | 2902250       | ok
          123456789012345678@lid Siap            | 123456789012345678@lid | Siap
          """)
  void numberAndTextAreSeparated(String written, String number, String words) {
    String chatId = number.contains("@") ? number : number + "@s.whatsapp.net";
    assertThat(CommandArguments.read(written, "62"))
        .isEqualTo(new CommandArguments.To(chatId, words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0811 2345 678 5 pcs", "+62 812 34 56 78 90 halo", "0811 2345 678 100 ribu"})
  void unclearEndOfANumberIsRejected(String written) {
    assertThat(CommandArguments.read(written, "62")).isEqualTo(new CommandArguments.Unclear());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "budi halo",
        "0811 halo",
        "12345",
        "0",
        "1234567890123456 x",
        "+-() halo",
        "08112345678x"
      })
  void otherTextsAreNotNumbers(String written) {
    assertThat(CommandArguments.read(written, "62"))
        .isInstanceOf(CommandArguments.NotANumber.class);
  }

  @Test
  void textKeepsItsSpacesAndLines() {
    assertThat(
            CommandArguments.read("  0811-2345-678\n  Daftar:\n\n   - 1 kg\t\u00a0beras  \n", "62"))
        .isEqualTo(
            new CommandArguments.To(
                "628112345678@s.whatsapp.net", "  Daftar:\n\n   - 1 kg\t\u00a0beras"));
    assertThat(CommandArguments.read("0811 2345 678\n5 pcs", "62"))
        .isEqualTo(new CommandArguments.To("628112345678@s.whatsapp.net", "5 pcs"));
  }

  @Test
  void invisibleMarksOfCopiedContactsAreIgnored() {
    assertThat(CommandArguments.read("\u202a+62\u00a0811\u20112345\u2011678\u202c Siap", "62"))
        .isEqualTo(new CommandArguments.To("628112345678@s.whatsapp.net", "Siap"));
  }

  @Test
  void longTextsAreParsedQuickly() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          CommandArguments.read("1".repeat(65_000) + "x", "62");
          CommandArguments.read("1 ".repeat(32_000) + "x", "62");
          CommandArguments.read("628112345678" + " \n".repeat(32_000) + "x", "62");
        });
  }
}
