package id.balas.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.nulabinc.zxcvbn.StandardDictionaries;
import id.balas.auth.Asvs;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which passwords count as known.
class KnownPasswordsTests {

  private static final List<String> OWN = List.of("siti.aminah", "siti", "aminah");

  private final KnownPasswords known = new KnownPasswords();

  @Asvs({"6.2.4", "6.2.12"})
  @Test
  void tenThousandLeakedPasswordsAreKnownInAnyCase() throws Exception {
    List<String> leaked =
        StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
            .limit(10_000)
            .toList();

    assertThat(leaked).hasSize(10_000);
    assertThat(leaked)
        .allMatch(password -> known.contains(password, List.of()))
        .allMatch(password -> known.contains(password.toUpperCase(Locale.ROOT), List.of()))
        .allMatch(password ->
            known.contains(
                password.substring(0, 1).toUpperCase(Locale.ROOT) + password.substring(1),
                List.of()));
  }

  @Asvs("6.2.11")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "aaaaaaaa",
        "admin123",
        "Balas2026",
        "secret12",
        "sandi123",
        "Indonesia1",
        "asdfghjkl",
        "BISMILLAH",
        "bismillah786",
        "akusayangkamu",
        "!Persija1928",
        "whatsapp#1",
        "Siti.Aminah99",
        "aminah123"
      })
  void usualPasswordsAreKnown(String password) {
    assertThat(known.contains(password, OWN)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rahasia-besar-7",
        "kata-sandi-lain-9",
        "persib dan kopi pahit",
        "siti.aminah-suka-kopi",
        "wdf7qz0k",
        "20261126193055"
      })
  void otherPasswordsAreNot(String password) {
    assertThat(known.contains(password, OWN)).isFalse();
  }
}
