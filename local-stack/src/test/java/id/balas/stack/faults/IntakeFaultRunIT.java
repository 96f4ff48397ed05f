package id.balas.stack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.stack.StackOfATest;
import id.balas.stack.faults.IntakeJudge.Report;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The intake's fault run in a form that fits a build; the long one is `mvn -Pfaults -Dfaults.of=intake`.
class IntakeFaultRunIT {

  @Test
  void hasEveryMessageOfTheProviderOnTheLogAndDecidesItOnce() {
    Path root = Path.of("..").toAbsolutePath().normalize();
    Path directory = Path.of("target", "intake-fault-run").toAbsolutePath();

    Report report =
        new IntakeFaultRun(IntakePlan.brief(), IntakeFaultRun.settings(root, directory, StackOfATest.freeOffset())).run();

    assertThat(report.sent()).isGreaterThan(500);
    assertThat(report.missing()).isZero();
    assertThat(report.undecided()).isZero();
    assertThat(report.doubled()).isZero();
    // Else nothing was lost, and nothing was shown.
    assertThat(report.filled()).isGreaterThan(100);
  }
}
