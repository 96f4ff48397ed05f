package id.balas.sender;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;

@AnalyzeClasses(packages = "id.balas.sender", importOptions = ImportOption.DoNotIncludeTests.class)
class WallTests {

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("id.balas.sender.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule channelKnowsNoDeliveries =
      noClasses()
          .that()
          .resideInAPackage("..channel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..delivery..", "..protocol..", "..queue..", "..outbound..");

  @ArchTest
  static final ArchRule coreKnowsNoSpringSqlKafkaThreadOrClock =
      noClasses()
          .that()
          .resideInAnyPackage("..sender.queue..", "..sender.protocol..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "java.sql..",
              "javax.sql..",
              "org.apache.kafka..",
              "java.util.concurrent..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Thread.class)
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");
}
