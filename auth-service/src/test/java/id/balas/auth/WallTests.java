package id.balas.auth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "id.balas.auth", importOptions = DoNotIncludeTests.class)
class WallTests {

  @ArchTest
  static final ArchRule REACHES_NO_OTHER_SERVICE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "id.balas.ingest..",
              "id.balas.bot..",
              "id.balas.sender..",
              "id.balas.stack..",
              "id.balas.fakewhapi..");

  @ArchTest
  static final ArchRule HAS_NO_CYCLES =
      slices().matching("id.balas.(**)").should().beFreeOfCycles();
}
