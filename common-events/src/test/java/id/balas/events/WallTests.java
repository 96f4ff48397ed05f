package id.balas.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Any program on the topics can use this module: it must not need a framework.
@AnalyzeClasses(packages = "id.balas.events", importOptions = DoNotIncludeTests.class)
class WallTests {

  @ArchTest
  static final ArchRule KNOW_NO_SPRING =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework..");
}
