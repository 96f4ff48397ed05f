package id.balas.auth.password;

import id.balas.auth.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What may be a password. bcrypt reads 72 bytes and no more, so longer ones are refused instead of
/// cut.
@Component
public class PasswordRule {

  private static final int MAXIMUM = 72;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");
  private static final Set<String> USUAL =
      Set.of(
          "123456",
          "1234567",
          "12345678",
          "123456789",
          "1234567890",
          "000000",
          "111111",
          "112233",
          "121212",
          "123123",
          "123321",
          "654321",
          "666666",
          "888888",
          "987654321",
          "password",
          "password1",
          "password123",
          "passw0rd",
          "p@ssw0rd",
          "qwerty",
          "qwerty123",
          "qwertyuiop",
          "1q2w3e4r",
          "1qaz2wsx",
          "abc123",
          "abcdef",
          "admin123",
          "administrator",
          "letmein",
          "welcome",
          "welcome1",
          "iloveyou",
          "monkey",
          "dragon",
          "sunshine",
          "princess",
          "football",
          "baseball",
          "superman",
          "batman",
          "trustno1",
          "master",
          "secret",
          "changeme",
          "default",
          "guest123",
          "indonesia",
          "bismillah",
          "sayang",
          "rahasia",
          "jakarta",
          "bandung",
          "surabaya",
          "anjing",
          "doraemon",
          "karyawan",
          "whatsapp",
          "balas123");

  private final int minimum;

  PasswordRule(PasswordProperties properties) {
    this.minimum = properties.passwordMinimum();
  }

  /// `known` is what anybody knows of the user.
  public String checked(@Nullable String password, @Nullable String... known) {
    if (password == null
        || password.codePointCount(0, password.length()) < minimum
        || password.getBytes(StandardCharsets.UTF_8).length > MAXIMUM) {
      throw Refused.bad(
          "password must be %d to %d characters, and at most %d bytes in UTF-8."
              .formatted(minimum, MAXIMUM, MAXIMUM));
    }
    if (UNPRINTABLE.matcher(password).find()) {
      throw Refused.bad("password must have no control characters.");
    }
    String lower = password.toLowerCase(Locale.ROOT);
    if (USUAL.contains(lower)
        || Stream.of(known)
            .anyMatch(text -> text != null && text.toLowerCase(Locale.ROOT).equals(lower))) {
      throw Refused.bad("password is the first that anybody would try: choose another.");
    }
    return password;
  }

  /// One that can be no password needs no checking against a hash.
  public static boolean isPossible(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length <= MAXIMUM
        && !UNPRINTABLE.matcher(password).find();
  }
}
