package id.balas.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tests named in docs/security.md exist. `SessionIT.signOut…` is the prefix of a test name. A
/// name without a class belongs to the class before it.
class SecurityTableTests {

  private static final Pattern NAMED = Pattern.compile("`(?:([A-Z]\\w+)\\.?)?([a-z]\\w*)?(…)?`");

  @Test
  void tableNamesOnlyExistingTests() throws IOException {
    List<String> missing = new ArrayList<>();
    List<String> rows =
        Files.readAllLines(Path.of("../docs/security.md")).stream()
            .filter(line -> line.matches("\\| \\d.*"))
            .toList();
    for (String row : rows) {
      String source = "";
      for (MatchResult named : NAMED.matcher(row.split("\\|", -1)[4]).results().toList()) {
        source = named.group(1) == null ? source : source(named.group(1));
        String method =
            named.group(2) == null
                ? ""
                : "void " + named.group(2) + (named.group(3) == null ? "(" : "");
        if (source.isEmpty() || !source.contains(method)) {
          missing.add(named.group());
        }
      }
    }

    assertThat(rows).hasSizeGreaterThan(30);
    assertThat(missing).isEmpty();
  }

  private static String source(String name) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      List<Path> found = files.filter(file -> file.endsWith(name + ".java")).toList();
      return found.isEmpty() ? "" : Files.readString(found.getFirst());
    }
  }
}
