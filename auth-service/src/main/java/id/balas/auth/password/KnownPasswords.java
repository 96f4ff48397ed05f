package id.balas.auth.password;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/// Passwords that guessers try first, in any case: the 30,000 most frequent leaked ones of the
/// library zxcvbn4j (MIT licence), and Indonesian words, our own names and what users append to
/// them. `indonesian-words.txt` has one word per line.
@Component
class KnownPasswords {

  private static final String WORDS = "/passwords/indonesian-words.txt";
  private static final Pattern AFFIX = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");
  // Longer ones hold more than a usual ending, such as 123 or a year.
  private static final int LONGEST_AFFIX = 5;

  private static final int LONGEST_UNIT = 4;
  private static final int LONGEST_REPETITION = 20;

  private final Set<String> leaked;
  private final Set<String> words;

  KnownPasswords() {
    try {
      this.leaked = new HashSet<>(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies());
      this.words = words();
    } catch (IOException e) {
      throw new UncheckedIOException("The lists of known passwords cannot be read", e);
    }
  }

  private static Set<String> words() throws IOException {
    try (InputStream file =
            Objects.requireNonNull(KnownPasswords.class.getResourceAsStream(WORDS), WORDS);
        var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toSet());
    }
  }

  /// Whether it is a known password, or a usual word or one of `own`, alone or with a short number
  /// or sign before or after it.
  boolean contains(String password, List<String> own) {
    String lower = password.toLowerCase(Locale.ROOT);
    String core = AFFIX.matcher(lower).replaceAll("");
    return leaked.contains(lower)
        || words.contains(lower)
        || own.contains(lower)
        || (lower.length() - core.length() <= LONGEST_AFFIX
            && (words.contains(core) || own.contains(core)))
        || isShortRepetition(lower);
  }

  // aaaaaaaa, 12121212, xyzxyzxyz
  private static boolean isShortRepetition(String text) {
    return IntStream.rangeClosed(1, LONGEST_UNIT)
        .anyMatch(unit ->
            text.length() <= LONGEST_REPETITION
                && text.length() >= 2 * unit
                && text.endsWith(text.substring(0, text.length() - unit)));
  }
}
