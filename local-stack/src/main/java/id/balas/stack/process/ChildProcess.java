package id.balas.stack.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A JVM of the stack: it uses the launcher's JDK and has its own log file. It gets its own
/// settings and inherits none from the console, which may be meant for another Balas.
public final class ChildProcess {

  private static final Set<String> INHERITED =
      Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR");
  // Ctrl-C and closing the terminal signal all of its processes at once. The launcher must stop
  // these in order instead.
  private static final String IGNORE_SIGNALS = "trap '' INT HUP; exec ";
  private static final int TAIL_LINES = 8;

  private final String name;
  private final Map<String, String> environment;
  private final Path directory;
  private final Path log;
  private volatile @Nullable Process process;
  private boolean ended;

  public ChildProcess(String name, Map<String, String> environment, Path directory) {
    this.name = name;
    this.environment = environment;
    this.directory = directory;
    this.log = directory.resolve("logs").resolve(name + ".log");
  }

  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// The compilation flags of this JVM, for its children: tests start quickly with the first
  /// compiler alone.
  public static List<String> compilation() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-XX:TieredStopAtLevel="))
        .toList();
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  /// `arguments` are those of `java`. Does nothing after a stop: Ctrl-C may arrive while the stack
  /// still starts.
  public void start(List<String> arguments) {
    start("", arguments);
  }

  /// Like [#start], but with low CPU priority.
  public void startInBackground(List<String> arguments) {
    start("nice -n 19 ", arguments);
  }

  private synchronized void start(String prefix, List<String> arguments) {
    if (ended) {
      return;
    }
    // A process that runs but never became ready would keep the port.
    kill();
    List<String> shell =
        hasShell()
            ? List.of("/bin/sh", "-c", IGNORE_SIGNALS + prefix + "\"$0\" \"$@\"")
            : List.of();
    var builder =
        new ProcessBuilder(
            Stream.of(shell, List.of(java()), arguments).flatMap(List::stream).toList());
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.redirectOutput(process == null ? Redirect.to(logFile()) : Redirect.appendTo(logFile()));
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    try {
      Process started = builder.start();
      process = started;
      StaleProcesses.note(started.toHandle(), directory.resolve(name + StaleProcesses.SUFFIX));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  static boolean hasShell() {
    return File.separatorChar == '/';
  }

  private File logFile() {
    try {
      Files.createDirectories(log.getParent());
    } catch (IOException e) {
      throw failure(e);
    }
    return log.toFile();
  }

  // Such as a full disk or a directory without write permission.
  private StackException failure(IOException e) {
    return new StackException("%s cannot be started: %s".formatted(name, e));
  }

  public Process process() {
    return Objects.requireNonNull(process, name + " was not started");
  }

  public synchronized boolean isEnded() {
    return ended;
  }

  /// Throws [StackException] with the end of its log if the process has exited.
  public void checkAlive() {
    Process running = process;
    if (running != null && !running.isAlive() && !isEnded()) {
      throw new StackException(
          "%s stopped with exit code %d. The end of its log %s:%n%s"
              .formatted(name, running.exitValue(), log, logTail()));
    }
  }

  private String logTail() {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.filter(line -> !line.isBlank()).toList();
      return all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()).stream()
          .map(line -> "    " + line)
          .collect(Collectors.joining(System.lineSeparator()));
    } catch (IOException e) {
      return "    (no log: " + e.getMessage() + ")";
    }
  }

  /// Like `kill -9`.
  public void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      running.onExit().join();
    }
  }

  /// For a process that has no work to finish.
  public synchronized void abort() {
    ended = true;
    kill();
  }

  /// Lets the process finish its current work, and kills it after a timeout.
  public synchronized void stop() {
    ended = true;
    Process running = process;
    if (running != null) {
      StaleProcesses.end(running.toHandle());
    }
  }
}
