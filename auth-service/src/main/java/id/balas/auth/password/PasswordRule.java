package id.balas.auth.password;

import id.balas.service.web.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/// Which passwords are valid. bcrypt ignores what follows 72 bytes, so longer passwords are
/// refused.
@Component
public class PasswordRule {

  private static final int MAXIMUM = 72;
  private static final int SHORTEST_NAME = 3;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");
  private final KnownPasswords known;
  private final int minimum;

  PasswordRule(KnownPasswords known, PasswordProperties properties, Environment environment) {
    if (environment.acceptsProfiles(Profiles.of("production"))) {
      properties.requireStrict();
    }
    this.known = known;
    this.minimum = properties.passwordMinimum();
  }

  /// Throws a 400 that names `field`. `user` are texts that others know of the user, such as the
  /// username. Only new passwords are checked: a sign-in with an old one is never refused by it.
  public void check(String field, String password, @Nullable String... user) {
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
    if (known.contains(password, namesOf(user))) {
      throw ProblemException.invalid(field, "is easy to guess. Choose another password.");
    }
  }

  // Of an e-mail address also the part before the @, of a full name also each word.
  private static List<String> namesOf(@Nullable String... texts) {
    return Stream.of(texts)
        .filter(text -> text != null)
        .map(text -> text.toLowerCase(Locale.ROOT))
        .flatMap(text -> Stream.concat(Stream.of(text), Stream.of(text.split("[@\\s]"))))
        .filter(name -> name.length() >= SHORTEST_NAME)
        .toList();
  }

  /// False if it cannot be a stored password, so that no hash needs to be computed.
  public static boolean isPossible(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length <= MAXIMUM
        && !UNPRINTABLE.matcher(password).find();
  }
}
