package id.balas.auth.password;

import id.balas.service.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which passwords are valid. bcrypt ignores what follows 72 bytes, so longer passwords are
/// refused.
@Component
public class PasswordRule {

  private static final int MAXIMUM = 72;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");
  private static final Set<String> COMMON =
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

  /// Throws a 400 that names `field`. `known` are texts that others know of the user, such as the
  /// username.
  public void check(String field, String password, @Nullable String... known) {
    if (password.codePointCount(0, password.length()) < minimum
        || password.getBytes(StandardCharsets.UTF_8).length > MAXIMUM) {
      throw ProblemException.invalid(
          field,
          "must have %d to %d characters, and at most %d bytes in UTF-8."
              .formatted(minimum, MAXIMUM, MAXIMUM));
    }
    if (UNPRINTABLE.matcher(password).find()) {
      throw ProblemException.invalid(field, "must not contain control characters.");
    }
    String lower = password.toLowerCase(Locale.ROOT);
    if (COMMON.contains(lower)
        || Stream.of(known)
            .anyMatch(text -> text != null && text.toLowerCase(Locale.ROOT).equals(lower))) {
      throw ProblemException.invalid(field, "is easy to guess. Choose another password.");
    }
  }

  /// False if it cannot be a stored password, so that no hash needs to be computed.
  public static boolean isPossible(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length <= MAXIMUM
        && !UNPRINTABLE.matcher(password).find();
  }
}
