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
  static final ArchRule NO_DEPENDENCY_ON_OTHER_SERVICES =
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
  static final ArchRule NO_PACKAGE_CYCLES =
      slices().matching("id.balas.(**)").should().beFreeOfCycles();
}
