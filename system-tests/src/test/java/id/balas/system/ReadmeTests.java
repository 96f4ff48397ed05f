package id.balas.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The README matches its Indonesian version and the tests that it names. The settings page matches
/// `.env.example`.
class ReadmeTests {

  private static final int LONGEST_README = 150;
  private static final Path ROOT = Path.of("..");

  @Test
  void bothLanguagesHaveTheSameOutlineAndCommands() throws IOException {
    String english = read("README.md");
    String indonesian = read("README.id.md");
    assertThat(levels(indonesian)).isNotEmpty().isEqualTo(levels(english));
    assertThat(commands(indonesian)).isNotEmpty().isEqualTo(commands(english));
  }

  @Test
  void readmeStaysShort() throws IOException {
    assertThat(read("README.md").lines()).hasSizeLessThanOrEqualTo(LONGEST_README);
    assertThat(read("README.id.md").lines()).hasSizeLessThanOrEqualTo(LONGEST_README);
  }

  @Test
  void testsThatProveThePromisesExist() throws IOException {
    Set<String> named = matches("`(\\w+(?:Tests|IT))`", read("README.md"));
    assertThat(named).isNotEmpty();
    try (Stream<Path> files = Files.walk(ROOT)) {
      Set<String> existing =
          files
              .filter(file ->
                  file.toString().contains("src" + file.getFileSystem().getSeparator() + "test"))
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .collect(Collectors.toSet());
      assertThat(existing).containsAll(named);
    }
  }

  @Test
  void settingsPageNamesEachSettingOfTheSample() throws IOException {
    Set<String> settings = matches("(?m)^#?([A-Z][A-Z0-9_]+)=", read(".env.example"));
    assertThat(settings).hasSizeGreaterThan(20);
    assertThat(matches("\\b([A-Z][A-Z0-9_]+)\\b", read("docs/settings.md"))).containsAll(settings);
  }

  // Operators copy the sample: what is not in it is not found.
  @Test
  void sampleHasEachSettingOfTheSettingsPage() throws IOException {
    String page = read("docs/settings.md");
    Set<String> documented =
        matches("`([A-Z][A-Z_]+)`", page.substring(0, page.indexOf("With the profile")));
    assertThat(documented).hasSizeGreaterThan(30);
    assertThat(matches("(?m)^#?([A-Z][A-Z0-9_]+)=", read(".env.example"))).containsAll(documented);
  }

  private static List<Integer> levels(String page) {
    return Pattern.compile("(?m)^(#+) ")
        .matcher(withoutBlocks(page))
        .results()
        .map(heading -> heading.group(1).length())
        .toList();
  }

  private static String withoutBlocks(String page) {
    return page.replaceAll("(?s)```.*?```", "");
  }

  private static List<String> commands(String page) {
    return Pattern.compile("(?s)```\n(.*?)```")
        .matcher(page.replaceAll("(?s)```mermaid.*?```\n", ""))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  private static Set<String> matches(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
