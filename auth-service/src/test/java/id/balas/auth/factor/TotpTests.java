package id.balas.auth.factor;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.auth.Asvs;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {

  /// The last six digits of the examples of RFC 6238, appendix B, and a secret of RFC 4648.
  @Asvs("11.4.1")
  @ParameterizedTest
  @CsvSource({
    "59,287082",
    "1111111109,081804",
    "1111111111,050471",
    "1234567890,005924",
    "2000000000,279037"
  })
  void codesMatchRfc6238(long second, String code) {
    assertThat(Totp.code("12345678901234567890".getBytes(StandardCharsets.US_ASCII), second / 30))
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"fooba,MZXW6YTB", "12345678901234567890,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"})
  void secretIsEncodedAsBase32(String text, String base32) {
    assertThat(Totp.base32(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(base32);
  }
}
