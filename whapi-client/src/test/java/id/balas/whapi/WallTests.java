package id.balas.whapi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "id.balas.whapi", importOptions = ImportOption.DoNotIncludeTests.class)
class WallTests {

  @ArchTest
  static final ArchRule clientKnowsNoService =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "id.balas.ingest..",
              "id.balas.bot..",
              "id.balas.sender..",
              "id.balas.auth..",
              "org.apache.kafka..",
              "java.sql..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("id.balas.(whapi..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule contentKnowsNoSpringAndNoHttp =
      noClasses()
          .that()
          .resideInAPackage("..content..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "java.net.http..");
}
