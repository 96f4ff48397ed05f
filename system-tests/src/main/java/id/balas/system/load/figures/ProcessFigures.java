package id.balas.system.load.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a process and its children have used since their start. Linux only.
record ProcessFigures(double cpuMillis, long contextSwitches, long residentMegabytes) {

  static final ProcessFigures NONE = new ProcessFigures(0, 0, 0);

  private static final double MILLIS_PER_TICK = 10;
  private static final int USER_TIME = 11;

  static ProcessFigures of(ProcessHandle process) {
    ProcessFigures all = read(process.pid(), true);
    for (ProcessHandle child : process.children().toList()) {
      all = all.plus(read(child.pid(), false));
    }
    return all;
  }

  /// The JVM alone, without the processes that it started.
  static ProcessFigures ofJvm(ProcessHandle process) {
    return read(process.pid(), false);
  }

  // `withEnded`: also the time of children that have ended.
  private static ProcessFigures read(long pid, boolean withEnded) {
    Path directory = Path.of("/proc/" + pid);
    try {
      String stat = Files.readString(directory.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long ticks = 0;
      for (int i = 0; i < (withEnded ? 4 : 2); i++) {
        ticks += Long.parseLong(fields[USER_TIME + i]);
      }
      return new ProcessFigures(
          ticks * MILLIS_PER_TICK,
          switches(directory.resolve("task")),
          // The pages that PostgreSQL's processes share count once, in parts.
          value(Files.readAllLines(directory.resolve("smaps_rollup")), "Pss") / 1024);
    } catch (NoSuchFileException e) {
      return NONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long switches(Path tasks) throws IOException {
    try (Stream<Path> threads = Files.list(tasks)) {
      long sum = 0;
      for (Path thread : threads.toList()) {
        sum += switchesOfThread(thread);
      }
      return sum;
    }
  }

  private static long switchesOfThread(Path thread) {
    try {
      List<String> lines = Files.readAllLines(thread.resolve("status"));
      return value(lines, "voluntary_ctxt_switches") + value(lines, "nonvoluntary_ctxt_switches");
    } catch (IOException e) {
      return 0; // the thread has ended
    }
  }

  private static long value(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private ProcessFigures plus(ProcessFigures other) {
    return new ProcessFigures(
        cpuMillis + other.cpuMillis,
        contextSwitches + other.contextSwitches,
        residentMegabytes + other.residentMegabytes);
  }

  /// The use since `before`, or since the start of a process that was started later. The memory is
  /// that of now.
  ProcessFigures since(ProcessFigures before) {
    if (cpuMillis < before.cpuMillis) {
      return this;
    }
    return new ProcessFigures(
        cpuMillis - before.cpuMillis, contextSwitches - before.contextSwitches, residentMegabytes);
  }
}
