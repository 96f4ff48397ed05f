package id.balas.fakewhapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The phone page has each of its texts in both languages, and no text outside of the message
/// files.
class PhoneTextsTests {

  private static final Path PAGE = Path.of("src/main/resources/phone");
  private static final Pattern ENTRY = Pattern.compile("(?m)^  '([a-z0-9-]+)': '([^']+)',$");
  private static final Pattern LINE = Pattern.compile("(?m)^  .*$");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

  // The ways in which the modules and index.html name a text.
  private static final List<Pattern> USES =
      List.of(
          Pattern.compile("\\btext\\('([a-z0-9-]+)'"),
          Pattern.compile("\\btext\\([^()`]+ \\? '([a-z0-9-]+)' : '[a-z0-9-]+'\\)"),
          Pattern.compile("\\btext\\([^()`]+ \\? '[a-z0-9-]+' : '([a-z0-9-]+)'\\)"),
          Pattern.compile("data-(?:text|label|hint)=\"([a-z0-9-]+)\""));
  private static final Pattern COUNTED = Pattern.compile("\\bcounted\\('([a-z0-9-]+)'");
  // Such as text(`title-${kind}`): all texts with this beginning.
  private static final Pattern PREFIX = Pattern.compile("\\btext\\(`([a-z0-9-]+-)\\$\\{");
  // Keys in the tables of a module.
  private static final Pattern TABLE = Pattern.compile("'([a-z0-9-]+)'");

  // A literal that begins like a sentence or a label.
  private static final Pattern LITERAL =
      Pattern.compile("['`](\\p{Lu}\\p{Ll}[^'`]*)['`]|>\\s*(\\p{Lu}\\p{Ll}[^<]*)<");
  // Names and messages of customers, keys of the keyboard, headers, and languages in themselves.
  private static final Set<String> NO_TEXTS =
      Set.of(
          "Agus Wijaya",
          "Bahasa Indonesia",
          "Balas",
          "Balas phone",
          "Budi Santoso",
          "Content-Type",
          "Dewi Lestari",
          "English",
          "Enter",
          "Escape",
          "Halo saya butuh bantuan",
          "Joko Prabowo",
          "Maya Sari",
          "Monumen Nasional",
          "Rina Kartika",
          "Selamat siang, ada yang bisa kami bantu?",
          "Siti Rahma",
          "Toko Mawar");

  @Test
  void bothLanguagesHaveTheSameTexts() throws IOException {
    Map<String, String> english = texts("en");
    Map<String, String> indonesian = texts("id");
    assertThat(english).hasSizeGreaterThan(150);
    assertThat(indonesian.keySet()).isEqualTo(english.keySet());
    english.forEach((key, text) ->
        assertThat(all(PLACEHOLDER, indonesian.getOrDefault(key, ""), 0))
            .as(key)
            .isEqualTo(all(PLACEHOLDER, text, 0)));
    long same =
        english.entrySet().stream()
            .filter(entry -> entry.getValue().equals(indonesian.get(entry.getKey())))
            .count();
    assertThat(same).as("words that are the same in both languages").isLessThan(10);
  }

  @Test
  void everyTextThatThePageNamesExists() throws IOException {
    Set<String> known = texts("en").keySet();
    Set<String> named = new TreeSet<>();
    for (String source : sources()) {
      USES.forEach(use -> named.addAll(all(use, source, 1)));
      for (String key : all(COUNTED, source, 1)) {
        named.add(key + "-one");
        named.add(key + "-other");
      }
    }
    assertThat(named).hasSizeGreaterThan(80);
    assertThat(known).containsAll(named);
  }

  @Test
  void everyTextIsUsed() throws IOException {
    Set<String> unused = new TreeSet<>(texts("en").keySet());
    for (String source : sources()) {
      USES.forEach(use -> unused.removeAll(all(use, source, 1)));
      unused.removeAll(all(TABLE, source, 1));
      all(COUNTED, source, 1).forEach(key -> unused.removeIf(it -> it.startsWith(key + "-")));
      all(PREFIX, source, 1).forEach(prefix -> unused.removeIf(it -> it.startsWith(prefix)));
    }
    assertThat(unused).isEmpty();
  }

  @Test
  void noTextIsOutsideTheMessageFiles() throws IOException {
    Set<String> found = new TreeSet<>();
    for (String source : sources()) {
      String code = source.replaceAll("(?m)^ *//.*$|/\\*\\*.*?\\*/|<noscript>.*</noscript>", "");
      LITERAL
          .matcher(code)
          .results()
          .map(it -> it.group(1) == null ? it.group(2).strip() : it.group(1))
          .forEach(found::add);
    }
    found.removeAll(NO_TEXTS);
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "el('p', {}, 'Nothing here.')",
        "el('button', {}, `Reply to ${name}`)",
        "<p class=\"x\">Nothing here.</p>"
      })
  void literalsAreFound(String code) {
    assertThat(LITERAL.matcher(code).find()).isTrue();
  }

  private static Map<String, String> texts(String language) throws IOException {
    String file = Files.readString(PAGE.resolve("texts-" + language + ".js"), UTF_8);
    Map<String, String> texts = new TreeMap<>();
    for (MatchResult entry : ENTRY.matcher(file).results().toList()) {
      assertThat(texts.put(entry.group(1), entry.group(2))).as(entry.group(1)).isNull();
    }
    assertThat(all(LINE, file, 0)).as("lines that this test cannot read").hasSize(texts.size());
    return texts;
  }

  private static List<String> all(Pattern pattern, String text, int group) {
    return pattern.matcher(text).results().map(it -> it.group(group)).sorted().toList();
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.list(PAGE)) {
      List<Path> read =
          files
              .filter(file -> file.toString().matches(".*\\.(js|html)"))
              .filter(file -> !file.getFileName().toString().startsWith("texts-"))
              .collect(Collectors.toList());
      assertThat(read).hasSizeGreaterThan(25);
      return read.stream().map(PhoneTextsTests::read).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
