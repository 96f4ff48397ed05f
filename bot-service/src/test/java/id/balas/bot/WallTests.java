package id.balas.bot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

@AnalyzeClasses(packages = "id.balas.bot", importOptions = ImportOption.DoNotIncludeTests.class)
class WallTests {

  private static final String DECISION = "id.balas.bot.decision";
  private static final String PURE = DECISION + "..";
  private static final Set<String> VALUES =
      Set.of(
          DECISION,
          DECISION + ".lookup",
          DECISION + ".people",
          DECISION + ".text",
          "id.balas.events",
          "id.balas.events.value",
          "java.lang",
          "java.time",
          "java.util");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("id.balas.bot.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule decisionsDependOnValuesAlone =
      classes()
          .that()
          .resideInAPackage(PURE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              PURE,
              "id.balas.events",
              "id.balas.events.value",
              "java.lang",
              "java.lang.invoke",
              "java.lang.runtime",
              "java.nio.charset",
              "java.time",
              "java.time.temporal",
              "java.util",
              "java.util.function",
              "java.util.regex",
              "java.util.stream",
              "org.jspecify.annotations");

  @ArchTest
  static final ArchRule decisionsKnowNoClockOrThread =
      noClasses()
          .that()
          .resideInAPackage(PURE)
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, InstantSource.class, Thread.class)
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime");

  @ArchTest
  static final ArchRule constructorsOfDecisionsTakeValuesAlone =
      classes().that().resideInAPackage(PURE).should(takeValuesAlone());

  // A repository could implement an open interface, but not a sealed one.
  private static ArchCondition<JavaClass> takeValuesAlone() {
    return new ArchCondition<>("take values alone in their constructors") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getConstructors().stream()
            .flatMap(constructor -> constructor.getRawParameterTypes().stream())
            .map(JavaClass::getBaseComponentType)
            .filter(parameter -> !parameter.isPrimitive() && !isValue(parameter))
            .forEach(parameter ->
                events.add(
                    SimpleConditionEvent.violated(
                        type, type.getName() + " takes a " + parameter.getName())));
      }
    };
  }

  private static boolean isValue(JavaClass type) {
    boolean isOpen =
        type.getPackageName().startsWith(DECISION)
            && type.getModifiers().contains(JavaModifier.ABSTRACT)
            && !type.reflect().isSealed();
    return VALUES.contains(type.getPackageName()) && !isOpen;
  }
}
