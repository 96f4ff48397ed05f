package id.balas.sender.simulation;

import id.balas.sender.protocol.DeliveryMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// A fault in one source file of the shipped code. The schedules must find it. Each change replaces
/// one text.
record Mutation(String name, String type, List<Change> changes) {

  /// `before` occurs exactly once in the source.
  record Change(String before, String after) {}

  private static final Path SOURCES = Path.of("src/main/java");
  private static final String OURS = "id.balas.sender.";

  static final List<Mutation> ALL =
      List.of(
          new Mutation(
              "skip the lease check after the attempt is recorded",
              "protocol.DeliveryMachine",
              List.of(
                  new Change(
                      "attempt == null || now.isAfter(attempt.startedAt().plus(rules.startWithin()))",
                      "attempt == null"))),
          new Mutation(
              "ask once instead of three times",
              "protocol.NextStep",
              List.of(
                  new Change(
                      "questions(ended).filter(at -> at.isAfter(now)).findFirst().orElse(null)",
                      "null"))),
          new Mutation(
              "do not queue behind a parked message",
              "queue.ChatQueue",
              List.of(
                  new Change("parked || crowded", "crowded"),
                  new Change(
                      "parked ? new DeliverParked", "messages.isEmpty() ? new DeliverParked"))),
          new Mutation(
              "commit past an unfinished message",
              "queue.Offsets",
              List.of(new Change("unfinished.isEmpty() ? next : unfinished.first()", "next"))),
          new Mutation(
              "ignore the fence",
              "protocol.DeliveryMachine",
              List.of(new Change("switch (verdict) {", "switch (Fence.Verdict.FREE) {"))));

  @Override
  public String toString() {
    return name;
  }

  private Path file() {
    return SOURCES.resolve((OURS + type).replace('.', '/') + ".java");
  }

  /// Whether each text to be replaced occurs exactly once.
  boolean isUpToDate() {
    String source = source();
    return changes.stream()
        .allMatch(change -> source.split(Pattern.quote(change.before()), -1).length == 2);
  }

  private String source() {
    try {
      return Files.readString(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Compiles the changed source below `directory`. Returns the first of `count` schedules that
  /// finds a flaw.
  OptionalLong firstFlaw(Path directory, long count) throws Exception {
    Path sources = Files.createDirectories(directory.resolve("sources"));
    Path classes = Files.createDirectories(directory.resolve("classes"));
    Path changed = sources.resolve(file().getFileName());
    String text = source();
    for (Change change : changes) {
      text = text.replace(change.before(), change.after());
    }
    Files.writeString(changed, text);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int result =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            classes.toString(),
            changed.toString());
    if (result != 0) {
      throw new IllegalStateException("javac: " + result);
    }
    URL[] urls = {classes.toUri().toURL(), where(DeliveryMachine.class), where(Schedules.class)};
    try (var loader = new OwnClassesFirst(urls)) {
      Method run =
          loader
              .loadClass(Schedules.class.getName())
              .getMethod("firstFlaw", long.class, long.class);
      return (OptionalLong) run.invoke(null, 0L, count);
    }
  }

  private static URL where(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /// Loads the sender's classes itself, so that they all use the changed class.
  private static final class OwnClassesFirst extends URLClassLoader {

    OwnClassesFirst(URL[] urls) {
      super(urls, Mutation.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(OURS)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }
}
