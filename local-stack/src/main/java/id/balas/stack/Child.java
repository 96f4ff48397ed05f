package id.balas.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A JVM of the stack: the same JDK as the launcher's, its output in a log of its own. It is given its settings and
/// none of the console's, which may be meant for another Balas.
final class Child {

  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR");
  // Ctrl-C reaches every process of the terminal at once; these must end in order, by the launcher's word.
  private static final List<String> DEAF_TO_CTRL_C =
      File.separatorChar == '/' ? List.of("/bin/sh", "-c", "trap '' INT; exec \"$0\" \"$@\"") : List.of();
  private static final int STOP_SECONDS = 20;
  private static final int TAIL_LINES = 8;

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path directory;
  private final Path log;
  private volatile @Nullable Process process;
  private boolean ended;

  /// `arguments` are those of `java`.
  Child(String name, List<String> arguments, Map<String, String> environment, Path directory) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    this.name = name;
    this.command = Stream.of(DEAF_TO_CTRL_C, List.of(java), arguments).flatMap(List::stream).toList();
    this.environment = environment;
    this.directory = directory;
    this.log = directory.resolve("logs").resolve(name + ".log");
  }

  String name() {
    return name;
  }

  Path log() {
    return log;
  }

  /// Does nothing once it was stopped: Ctrl-C may come while the stack still starts.
  synchronized void start() {
    if (ended) {
      return;
    }
    var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.redirectOutput(process == null ? Redirect.to(logFile()) : Redirect.appendTo(logFile()));
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment);
    try {
      process = builder.start();
      LeftOver.note(process.toHandle(), pidFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pidFile() {
    return directory.resolve(name + ".pid");
  }

  /// Ends the one that a launcher which was killed could not end.
  void endLeftOver() {
    LeftOver.find(pidFile()).ifPresent(process -> {
      process.destroyForcibly();
      process.onExit().join();
    });
  }

  private File logFile() {
    try {
      Files.createDirectories(log.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return log.toFile();
  }

  Process process() {
    return Objects.requireNonNull(process, name + " was not started");
  }

  synchronized boolean isEnded() {
    return ended;
  }

  /// Throws [StackFailure], with its last words, if it is gone.
  void checkAlive() {
    Process running = process;
    if (running != null && !running.isAlive() && !isEnded()) {
      throw new StackFailure(
          "%s stopped with exit code %d. Its last words, from %s:%n%s"
              .formatted(name, running.exitValue(), log, lastWords()));
    }
  }

  String lastWords() {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.filter(line -> !line.isBlank()).toList();
      return all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()).stream()
          .map(line -> "    " + line)
          .collect(Collectors.joining(System.lineSeparator()));
    } catch (IOException e) {
      return "    (no log: " + e.getMessage() + ")";
    }
  }

  /// As `kill -9` does.
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      running.onExit().join();
    }
  }

  /// Lets it finish what it has begun, and ends it when that takes too long.
  synchronized void stop() {
    ended = true;
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
