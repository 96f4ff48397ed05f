package id.balas.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WallTests {

  private static final List<String> SERVICES = List.of("ingest", "bot", "sender", "auth");

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "bot", "sender", "auth"})
  void servicesDoNotDependOnEachOther(String service) {
    JavaClasses classes =
        new ClassFileImporter()
            .importPath(Path.of("..", service + "-service", "target", "classes"));
    String[] others =
        SERVICES.stream()
            .filter(other -> !other.equals(service))
            .map(other -> "id.balas." + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("id.balas." + service + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("id.balas.stack..", "id.balas.fakewhapi..", "id.balas.system..")
        .check(classes);
  }
}
