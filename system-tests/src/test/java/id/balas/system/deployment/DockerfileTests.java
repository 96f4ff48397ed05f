package id.balas.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the image build reads.
class DockerfileTests {

  private static final Set<String> NOT_BUILT = Set.of("target", "test", "jmh");

  /// `.dockerignore` leaves out all but what it names.
  @Test
  void contextHasAllThatTheModulesAreBuiltFrom() throws IOException {
    Path root = Manifests.root();
    List<PathMatcher> named =
        Files.readAllLines(root.resolve(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line.substring(1)))
            .toList();
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> left =
          files
              .filter(Files::isRegularFile)
              .map(root::relativize)
              .filter(file -> Files.exists(root.resolve(file.getName(0)).resolve("pom.xml")))
              .filter(file -> !file.toString().endsWith(".sh"))
              .filter(DockerfileTests::isBuilt)
              .toList();
      assertThat(left).contains(Path.of("desk-web", "tsconfig.json")).hasSizeGreaterThan(500);
      assertThat(left).allMatch(file -> named.stream().anyMatch(pattern -> pattern.matches(file)));
    }
  }

  @Test
  void copiesSourceFilesThatExist() throws IOException {
    Path root = Manifests.root();
    List<String> copied =
        Pattern.compile("\\bcp (\\S+/src/main/\\S+)")
            .matcher(Files.readString(root.resolve("Dockerfile")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(copied).isNotEmpty().allMatch(file -> Files.exists(root.resolve(file)));
  }

  private static boolean isBuilt(Path file) {
    for (Path part : file) {
      if (NOT_BUILT.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }
}
