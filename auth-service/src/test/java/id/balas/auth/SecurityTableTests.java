package id.balas.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The table of OWASP ASVS 5.0 in docs/security.md has each requirement once, and names for it
/// exactly the tests that are annotated with it. `asvs-5.0.0.csv` has the ids and their levels.
class SecurityTableTests {

  private static final Path DOCS = Path.of("../docs");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Tests|IT))\\.(\\w+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]*)(#[^)]*)?\\)");
  private static final Pattern ANNOTATED =
      Pattern.compile("@Asvs\\(([^)]*)\\)(?:(?!@Asvs)[\\s\\S])*?\\n  void (\\w+)\\(");

  private record Row(String id, String level, String status, String reason, String shownBy) {}

  private static Map<String, String> levels;
  private static List<Row> rows;
  private static String page;

  @BeforeAll
  static void read() throws IOException {
    levels = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/asvs-5.0.0.csv"))) {
      String[] parts = line.split(",", -1);
      levels.put(parts[0], parts[1]);
    }
    page = Files.readString(DOCS.resolve("security.md"));
    rows =
        page.lines()
            .filter(line -> line.matches("\\| \\d+\\.\\d+\\.\\d+ \\|.*"))
            .map(line -> line.split("\\|", -1))
            .map(cells ->
                new Row(
                    cells[1].strip(),
                    cells[2].strip(),
                    cells[3].replace("*", "").strip(),
                    cells[4].strip(),
                    cells[5].strip()))
            .toList();
  }

  @Test
  void tableHasEachRequirementOfLevelOneAndTwoOnce() {
    assertThat(levels).hasSize(345);
    assertThat(rows)
        .extracting(row -> row.id() + " " + row.level())
        .containsExactlyInAnyOrderElementsOf(
            levels.entrySet().stream()
                .filter(entry -> !entry.getValue().equals("3"))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList());
  }

  @Test
  void requirementsOfLevelThreeAreListedAsNotAssessed() {
    String list = page.substring(page.indexOf("### Level 3"), page.indexOf("## Keys and"));

    assertThat(
            Pattern.compile("\\d+\\.\\d+\\.\\d+").matcher(list).results().map(MatchResult::group))
        .containsExactlyInAnyOrderElementsOf(
            levels.entrySet().stream()
                .filter(entry -> entry.getValue().equals("3"))
                .map(Map.Entry::getKey)
                .toList());
  }

  @Test
  void eachRowHasAVerdictAndItsGround() {
    assertThat(rows)
        .allSatisfy(row -> {
          assertThat(row.status()).as(row.id()).isIn("met", "not met", "not applicable");
          if (row.status().equals("met")) {
            assertThat(row.shownBy()).as(row.id()).isNotEmpty();
          } else {
            assertThat(row.reason()).as(row.id()).isNotEmpty();
          }
        });
  }

  @Test
  void linksLeadToFiles() {
    for (Row row : rows) {
      LINK.matcher(row.shownBy())
          .results()
          .map(link -> link.group(1))
          .filter(link -> !link.isEmpty())
          .forEach(link -> assertThat(DOCS.resolve(link)).as(row.id()).exists());
    }
  }

  @Test
  void tableAndAnnotationsAgree() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Row row : rows) {
      TEST.matcher(row.shownBy())
          .results()
          .forEach(test -> named.add(row.id() + " " + test.group(1) + "." + test.group(2)));
    }

    assertThat(named).hasSizeGreaterThan(100).isEqualTo(annotated());
  }

  private static Set<String> annotated() throws IOException {
    var found = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      for (Path file : files.filter(SecurityTableTests::isTest).toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        for (MatchResult test : ANNOTATED.matcher(Files.readString(file)).results().toList()) {
          Arrays.stream(test.group(1).split("[^\\d.]+"))
              .filter(id -> !id.isEmpty())
              .forEach(id -> found.add(id + " " + name + "." + test.group(2)));
        }
      }
    }
    return found;
  }

  private static boolean isTest(Path file) {
    return file.toString().matches(".*(Tests|IT)\\.java")
        && !file.endsWith("SecurityTableTests.java");
  }
}
