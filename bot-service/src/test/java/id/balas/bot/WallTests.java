package id.balas.bot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;

@AnalyzeClasses(packages = "id.balas.bot", importOptions = ImportOption.DoNotIncludeTests.class)
class WallTests {

  @ArchTest
  static final ArchRule theRulesKnowNoSpringSqlKafkaOrClock =
      noClasses()
          .that()
          .resideInAPackage("..decision..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "java.sql..",
              "javax.sql..",
              "org.apache.kafka..",
              "id.balas.bot.chat..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class)
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
