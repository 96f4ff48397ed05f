package id.balas.system.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// One Java file below `src/main/java` of a module, with its syntax tree.
record MainSource(Path root, String module, Path file, CompilationUnitTree tree) {

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  /// All main sources of all modules that the root `pom.xml` names.
  static List<MainSource> all(Path root) {
    List<MainSource> sources = new ArrayList<>();
    for (String module : modules(root)) {
      Path main = root.resolve(module).resolve("src/main/java");
      if (Files.isDirectory(main)) {
        sources.addAll(parse(root, module, javaFiles(main)));
      }
    }
    return List.copyOf(sources);
  }

  /// The checkout that the tests run in: the nearest parent directory whose `pom.xml` names
  /// modules.
  static Path checkout() {
    Path directory = Path.of("").toAbsolutePath();
    while (!isRoot(directory)) {
      directory = Objects.requireNonNull(directory.getParent(), "no checkout around the tests");
    }
    return directory;
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> lines() {
    return read(file).lines().toList();
  }

  String packageName() {
    return String.valueOf(tree.getPackageName());
  }

  boolean isPackageInfo() {
    return file.endsWith("package-info.java");
  }

  /// The file as a reader finds it from the root of the checkout.
  String place() {
    return root.relativize(file).toString();
  }

  String simpleName() {
    return file.getFileName().toString().replace(".java", "");
  }

  private static boolean isRoot(Path directory) {
    Path pom = directory.resolve("pom.xml");
    return Files.exists(pom) && MODULE.matcher(read(pom)).find();
  }

  private static List<String> modules(Path root) {
    return MODULE
        .matcher(read(root.resolve("pom.xml")))
        .results()
        .map((MatchResult module) -> module.group(1))
        .distinct()
        .toList();
  }

  private static List<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<MainSource> parse(Path root, String module, List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      List<MainSource> sources = new ArrayList<>();
      for (CompilationUnitTree tree : task.parse()) {
        sources.add(new MainSource(root, module, Path.of(tree.getSourceFile().toUri()), tree));
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
