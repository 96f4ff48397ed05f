package id.balas.bot.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ways to write one number.
class SearchNumberTests {

  private static final String NUMBER = "628112223334";

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "628112223334",
        "+628112223334",
        "+62 811 2223 334",
        "+62-811-2223-334",
        "+62.811.2223.334",
        "+62 (811) 2223-334",
        "(+62) 811 2223 334",
        "+62 (0)811 2223 334",
        "+62 0811 2223 334",
        "62 811 2223 334",
        "62-811-2223-334",
        "62 0811 2223 334",
        "0062 811 2223 334",
        "00628112223334",
        "0811 2223 334",
        "08112223334",
        "0811-2223-334",
        "0811.2223.334",
        "0811/2223/334",
        "(0811) 2223334",
        "(0811)2223-334",
        "0811_2223_334",
        "0811,2223,334",
        "0811'2223'334",
        "0 8 1 1 2 2 2 3 3 3 4",
        "811 2223 334",
        "8112223334",
        "\t0811  2223\u00a0334 ",
        "0811\u20112223\u2013334",
        "\u202a+62 811-2223-334\u202c",
        "０８１１ ２２２３ ３３４",
        "٠٨١١٢٢٢٣٣٣٤",
        "tel:+628112223334",
        "https://wa.me/628112223334",
        "wa.me/628112223334?text=Halo",
        "https://api.whatsapp.com/send?phone=628112223334&text=x",
        "whatsapp://send?phone=628112223334",
        "628112223334@s.whatsapp.net",
        "default:628112223334@s.whatsapp.net",
        "@628112223334",
        "WA: 0811 2223 334",
        "No. HP 0811-2223-334",
        "Telp. (0811) 2223 334",
        "whatsapp +62 811 2223 334"
      })
  void everySpellingFindsTheNumber(String written) {
    assertThat(SearchNumber.digits(written, "62")).isNotEmpty().anyMatch(NUMBER::contains);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"811222", "0811 222", "223334", "2223 334", "112223", "62 811 22", "+62 811 2223"})
  void sixDigitsInARowFindTheNumber(String written) {
    assertThat(SearchNumber.digits(written, "62")).anyMatch(NUMBER::contains);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "12345",
        "0811",
        "Ratna",
        "INV-2026/0012",
        "#A-778123",
        "08112223334 Ratna",
        "1234567890123456",
        "+",
        "------",
        "https://example.com/628112223334"
      })
  void otherTextsAreNoNumber(String written) {
    assertThat(SearchNumber.digits(written, "62")).isEmpty();
  }

  @Test
  void countryCodeIsASetting() {
    assertThat(SearchNumber.digits("0912 345 678", "60")).contains("60912345678");
  }

  // A number of another country may have the digits of ours in it.
  @Test
  void digitsAsWrittenAreSearchedToo() {
    assertThat(SearchNumber.digits("0222 333", "62")).containsExactly("62222333", "0222333");
    assertThat(SearchNumber.digits("620811", "62")).containsExactly("620811");
  }
}
