package id.balas.system.load.figures;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.system.load.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlReportTests {

  @Test
  void showsEachStepAndNeedsNoNetwork() {
    var cost =
        new StepFigures.Cost(
            Map.of("bot-service", 0.52, "fake", 1.4),
            12.5,
            Map.of("chat-inputs", 1.0),
            Map.of("chat-inputs", 900.0),
            3,
            9,
            7,
            5_000,
            1_200,
            List.of(new StepFigures.Statement("SELECT a\n FROM b", 2, 0.125)));
    var step =
        new StepFigures(
            "<100/s>",
            1_500,
            100,
            99.7,
            new Responses(2, 0, 812),
            new Verdict(1_500, 1_500, 0, 0, 0),
            Map.of("at the provider", Latency.of(new long[] {25_000})),
            cost,
            Map.of("bot-service", 240L),
            Map.of("bot", 5L));
    var run = new RunFigures("2026-11-26T12:00:00Z", "mvn -Pload", "2 cores", "", List.of(step));

    String page = new HtmlReport(run).page();

    assertThat(page)
        .contains(
            "<td>&lt;100/s>",
            "<td>1500",
            "<td>0.52",
            "<td>25.0",
            "<td>240",
            "<td>812",
            "SELECT a FROM b")
        .doesNotContain("http", "<script", "src=");
    assertThat(cost.judgedCpuMillis()).isEqualTo(0.52);
  }
}
