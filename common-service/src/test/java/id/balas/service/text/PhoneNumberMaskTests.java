package id.balas.service.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumberMaskTests {

  @ParameterizedTest
  @CsvSource({
    "6281112223334@s.whatsapp.net, …334@s.whatsapp.net",
    "true_6281112223334@c.us_3EB0, true_…334@c.us_3EB0",
    "call +6281112223334 or 6285550001111, call +…334 or …111",
    "1234567, 1234567",
    "3EB0123456789012, 3EB0123456789012"
  })
  void showsTheLastThreeDigits(String text, String expected) {
    assertThat(PhoneNumberMask.masked(text)).isEqualTo(expected);
  }

  @Test
  void passesNullThrough() {
    assertThat(PhoneNumberMask.maskedOrNull(null)).isNull();
  }
}
