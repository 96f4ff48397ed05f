package id.balas.system.load.steps;

import id.balas.stack.settings.StackSettings;
import id.balas.system.load.Customers;
import id.balas.system.load.StoredChats;
import id.balas.system.load.figures.HtmlReport;
import id.balas.system.load.figures.RunFigures;
import id.balas.system.load.figures.StepFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// Sends customers' messages through a running stack in steps of rising rate, and reports what each
/// step cost and how long it took. Judges by the provider's history alone what was lost, doubled or
/// reordered.
final class Load {

  private static final int WARM_UP_SECONDS = 20;
  private static final int WARM_UP_RATE = 200;
  private static final int MOST_WARM_UPS = 8;
  // The compilers still work while a step costs less than this part of the step before.
  private static final double STEADY = 0.95;

  private static final Path REPORT = Path.of("system-tests/target/load");

  private Load() {}

  static void main(String[] arguments) {
    String form = arguments[0];
    List<Step> plan = Step.plan(form);
    StackSettings settings = StackSettings.of(Path.of("").toAbsolutePath(), System.getenv());
    if (new Customers("http://localhost:" + settings.port(8000), secret(settings)).post("{}")
        != 200) {
      IO.println(
          "No stack answers on port %d: start one with mvn -Prun.".formatted(settings.port(8000)));
      System.exit(2);
    }
    int stored = Integer.parseInt(arguments[1]);
    if (stored > 0) {
      new StoredChats(
              "jdbc:postgresql://localhost:%d/balas?user=postgres".formatted(settings.port(5432)),
              stored / 10,
              stored)
          .fill();
    }
    List<StepFigures> steps = new ArrayList<>();
    boolean isClean;
    try (var runner = new StepRunner(settings, secret(settings))) {
      int warmUps = warmUp(runner);
      // A run that is stopped leaves the report of the steps that it did.
      Consumer<StepFigures> report =
          step -> {
            IO.println(line(step));
            steps.add(step);
            write(form, stored, steps, warmUps);
          };
      plan.forEach(step -> report.accept(runner.run(step)));
      isClean = steps.stream().allMatch(step -> step.verdict().isClean());
      plan.stream()
          .filter(Step::isForNaiveBot)
          .forEach(step -> report.accept(runner.runNaive(step)));
    }
    IO.println("Report: " + REPORT.resolve("report.html"));
    System.exit(isClean ? 0 : 1);
  }

  // Until the cost of a message no longer falls. Returns the number of steps.
  private static int warmUp(StepRunner runner) {
    double last = Double.MAX_VALUE;
    for (int warmUp = 1; warmUp <= MOST_WARM_UPS; warmUp++) {
      double cost = runner.run(Step.open(WARM_UP_RATE, WARM_UP_SECONDS)).cost().judgedCpuMillis();
      IO.println("Warming up: %.2f CPU-ms per message.".formatted(cost));
      if (cost > last * STEADY) {
        return warmUp;
      }
      last = cost;
    }
    return MOST_WARM_UPS;
  }

  /// During a rotation there are several; Whapi sends one.
  private static String secret(StackSettings settings) {
    return settings.whapiSecret().split(",", 2)[0].strip();
  }

  private static String line(StepFigures step) {
    var sent = step.stages().get(StepMessages.PROVIDER);
    return "%-28s %6d messages, %4.0f/s answered; at the provider p50 %.0f ms, p99 %.0f ms; %.2f CPU-ms per message; lost %d, doubled %d, reordered %d"
        .formatted(
            step.name(),
            step.messages(),
            step.answered(),
            sent == null ? 0 : sent.p50(),
            sent == null ? 0 : sent.p99(),
            step.cost().judgedCpuMillis(),
            step.verdict().lost(),
            step.verdict().doubled(),
            step.verdict().reordered());
  }

  private static void write(String form, int stored, List<StepFigures> steps, int warmUps) {
    var run =
        new RunFigures(
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            "mvn -Pload -Dload.form=%s -Dload.stored=%d".formatted(form, stored),
            Runtime.getRuntime().availableProcessors()
                + " cores shared by the stack, the fake Whapi and the generator",
            "Before the first step %d messages/s for %d times %d s warmed the stack up."
                .formatted(WARM_UP_RATE, warmUps, WARM_UP_SECONDS),
            steps);
    try {
      Files.createDirectories(REPORT);
      Files.write(
          REPORT.resolve("report.json"),
          JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(run));
      var report = new HtmlReport(run);
      Files.writeString(REPORT.resolve("report.html"), report.page());
      Files.writeString(REPORT.resolve("chart.svg"), report.chart());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
