package id.balas.auth.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// The audit page of the desk has a name for each act of the routes, in both languages.
class AuditWordsTests {

  private static final Path WORDS = Path.of("../desk-web/src/main/ts/audit/words.ts");

  @Test
  void everyActHasANameInBothLanguages() throws IOException {
    List<String> words = Files.readAllLines(WORDS);
    List<String> acts =
        Routes.ALL.stream().map(Route::act).filter(Objects::nonNull).distinct().toList();
    assertThat(acts)
        .hasSizeGreaterThan(30)
        .allSatisfy(act ->
            assertThat(words)
                .filteredOn(line -> line.strip().startsWith("'audit.action." + act + "':"))
                .hasSize(2));
  }
}
