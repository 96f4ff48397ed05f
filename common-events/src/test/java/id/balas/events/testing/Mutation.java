package id.balas.events.testing;

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

/// A fault in one source file of a module's shipped code. Random schedules must find it. `type` is
/// the name of the class. Each change replaces one text.
public record Mutation(String name, String type, List<Change> changes) {

  /// `before` occurs exactly once in the source.
  public record Change(String before, String after) {}

  private static final Path SOURCES = Path.of("src/main/java");

  @Override
  public String toString() {
    return name;
  }

  private Path file() {
    return SOURCES.resolve(type.replace('.', '/') + ".java");
  }

  /// Whether each text to be replaced occurs exactly once.
  public boolean isUpToDate() {
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
  /// finds a flaw. `schedules` has a public static method `firstFlaw(long from, long count)`; all
  /// classes whose name begins with `ours` use the changed one.
  public OptionalLong firstFlaw(Path directory, Class<?> schedules, String ours, long count)
      throws Exception {
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
    URL[] urls = {classes.toUri().toURL(), where(Class.forName(type)), where(schedules)};
    try (var loader = new OwnClassesFirst(urls, ours)) {
      Method run =
          loader.loadClass(schedules.getName()).getMethod("firstFlaw", long.class, long.class);
      return (OptionalLong) run.invoke(null, 0L, count);
    }
  }

  private static URL where(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  /// Loads the module's classes itself, so that they all use the changed class.
  private static final class OwnClassesFirst extends URLClassLoader {

    private final String ours;

    OwnClassesFirst(URL[] urls, String ours) {
      super(urls, Mutation.class.getClassLoader());
      this.ours = ours;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(ours)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }
}
