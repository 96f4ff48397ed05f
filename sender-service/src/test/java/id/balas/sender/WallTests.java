package id.balas.sender;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Set;

@AnalyzeClasses(packages = "id.balas.sender", importOptions = ImportOption.DoNotIncludeTests.class)
class WallTests {

  private static final Set<String> PURE =
      Set.of(
          "ChatLanes",
          "Lane",
          "Places",
          "Offsets",
          "Turn",
          "Entry",
          "Gate",
          "Course",
          "Delivery",
          "Attempt",
          "Likeness");

  @ArchTest
  static final ArchRule packagesKnowEachOtherOneWayOnly =
      slices().matching("id.balas.sender.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theProviderKnowsNoDeliveries =
      noClasses()
          .that()
          .resideInAPackage("..channel..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..delivery..");

  @ArchTest
  static final ArchRule theCoreKnowsNoSpringSqlKafkaThreadOrClock =
      noClasses()
          .that(describe("are the core", WallTests::isPure))
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

  private static boolean isPure(JavaClass type) {
    String outermost =
        type.getName().substring(type.getPackageName().length() + 1).split("\\$", 2)[0];
    return type.getPackageName().endsWith(".delivery") && PURE.contains(outermost);
  }
}
