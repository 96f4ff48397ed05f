package id.balas.bot.ai.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hubungi saya di 0811-2345-678 ya          | hubungi saya di [number] ya
          +62 811 2345 678                          | [number]
          (021) 555.1234 ext 9                      | [number] ext 9
          ０８１１２３４５６７８                       | [number]
          0 8 1 1 2 3 4 5 6                         | [number]
          nik 3273012345678901, nama Budi           | nik [card or id number], nama Budi
          kartu 4111 1111 1111 1111 exp 12/27       | kartu [card or id number]
          paspor A1234567                           | paspor A[number]
          tulis ke budi.s+wa@mail.example.co.id saja | tulis ke [email] saja
          budi @ example.com                        | [email]
          harga Rp 1.500.000 jadi berapa            | harga Rp 1.500.000 jadi berapa
          harga Rp1500000 bisa?                     | harga Rp1500000 bisa?
          rp 0811 2345 678                          | [number]
          pesan 12 kaos ukuran 40, 5 pcs            | pesan 12 kaos ukuran 40, 5 pcs
          jam 10.30 tanggal 24                      | jam 10.30 tanggal 24
          """)
  void personalNumbersAreMasked(String text, String masked) {
    String seen = Masking.of(text);
    if (masked.contains("card")) {
      assertThat(seen)
          .startsWith(masked.substring(0, masked.indexOf(']') + 1))
          .doesNotContainPattern("\\d{4}");
    } else {
      assertThat(seen).isEqualTo(masked);
    }
  }

  @Test
  void invisibleCharactersHideNoNumber() {
    assertThat(Masking.of("08\u200b11\u206023\u00ad45678")).isEqualTo("[number]");
    assertThat(Masking.of("budi\u200b@example.com")).isEqualTo("[email]");
  }

  @Test
  void longTextsAreMaskedInLinearTime() {
    assertThat(Masking.of("1 ".repeat(30_000) + "a".repeat(30_000) + "@".repeat(3_000)))
        .startsWith("[card or id number]");
  }
}
