package id.balas.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.system.TestStack;
import id.balas.system.faults.FaultRun.Report;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The fault run in a form that fits a build; the long one is `mvn -Pfaults`.
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class FaultRunIT {

  private static final long SEED = 7;

  @Test
  void faultsNeverLoseDuplicateOrReorderMessages() throws IOException {
    // Two stacks that start at the same time would slow each other down.
    TestStack.shared();
    Path root = Path.of("..").toAbsolutePath().normalize();
    Path directory = Path.of("target", "fault-run").toAbsolutePath();

    Report report =
        new FaultRun(Plan.brief(SEED), FaultRun.settings(root, directory, TestStack.freeOffset()))
            .run();

    assertThat(report.verdict().sent()).isGreaterThan(0);
    assertThat(report.verdict().lost()).isZero();
    assertThat(report.verdict().doubled()).isZero();
    assertThat(report.verdict().reordered()).isZero();
    assertThat(report.overPeople()).isZero();
    // Else nothing was unknown, and nothing was shown.
    assertThat(report.evidence()).containsKeys("list", "not");
  }
}
