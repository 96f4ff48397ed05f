package id.balas.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;

@AnalyzeClasses(packages = "id.balas.ingest", importOptions = ImportOption.DoNotIncludeTests.class)
class WallTests {

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("id.balas.(ingest..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule intakeKnowsNoOtherService =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("id.balas.bot..", "id.balas.sender..", "id.balas.auth..");

  @ArchTest
  static final ArchRule translationKnowsNoHttpKafkaOrClock =
      noClasses()
          .that()
          .resideInAPackage("id.balas.ingest.translation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta.servlet..", "java.net.http..", "org.apache.kafka..", "java.sql..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Thread.class)
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "nanoTime");
}
