package id.balas.system.load.figures;

import id.balas.stack.process.Postmaster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What each process has used. The fake Whapi runs in the stack's launcher; the generator is this
/// process.
public record StackFigures(Map<String, ProcessFigures> processes) {

  private static final String FAKE = "fake";
  private static final String GENERATOR = "generator";
  private static final List<String> NOTED =
      List.of("ingest-service", "bot-service", "sender-service", "auth-service", "kafka");

  /// `directory` is the stack's. Beside a naive bot the stack is idle and not judged.
  static StackFigures read(Path directory, @Nullable ProcessHandle naive) {
    Map<String, ProcessFigures> processes = new LinkedHashMap<>();
    if (naive == null) {
      NOTED.forEach(name -> processes.put(name, figures(noted(directory, name))));
      processes.put(
          "postgresql",
          Postmaster.in(directory).process().map(ProcessFigures::of).orElse(ProcessFigures.NONE));
    } else {
      processes.put("naive bot", ProcessFigures.ofJvm(naive));
    }
    processes.put(FAKE, figures(noted(directory, "kafka").flatMap(ProcessHandle::parent)));
    processes.put(GENERATOR, ProcessFigures.ofJvm(ProcessHandle.current()));
    return new StackFigures(processes);
  }

  static boolean isJudged(String process) {
    return !process.equals(FAKE) && !process.equals(GENERATOR);
  }

  // Empty while a part that was killed during the run is being restarted.
  private static Optional<ProcessHandle> noted(Path directory, String name) {
    try {
      return ProcessHandle.of(
          Long.parseLong(Files.readString(directory.resolve(name + ".pid")).split(" ", 2)[0]));
    } catch (IOException e) {
      throw new UncheckedIOException("the stack runs no " + name, e);
    }
  }

  private static ProcessFigures figures(Optional<ProcessHandle> process) {
    return process.map(ProcessFigures::ofJvm).orElse(ProcessFigures.NONE);
  }

  StackFigures since(StackFigures before) {
    Map<String, ProcessFigures> used = new LinkedHashMap<>();
    processes.forEach((name, now) ->
        used.put(name, now.since(before.processes.getOrDefault(name, ProcessFigures.NONE))));
    return new StackFigures(used);
  }

  public Map<String, Long> residentMegabytes() {
    Map<String, Long> resident = new LinkedHashMap<>();
    processes.forEach((name, used) -> resident.put(name, used.residentMegabytes()));
    return resident;
  }

  long contextSwitches() {
    return processes.entrySet().stream()
        .filter(process -> isJudged(process.getKey()))
        .mapToLong(process -> process.getValue().contextSwitches())
        .sum();
  }
}
