package id.balas.desk.build;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The programs and libraries of the build, unpacked from their Maven artifacts when first needed.
final class Tools {

  private static final String OS = System.getProperty("os.name").toLowerCase(Locale.ROOT);
  private static final boolean IS_ARM =
      List.of("aarch64", "arm64").contains(System.getProperty("os.arch"));
  private static final boolean IS_WINDOWS = OS.startsWith("windows");
  private static final boolean IS_MAC = OS.startsWith("mac");

  private final List<Path> jars;
  private final Path directory;

  Tools(String classPath, Path directory) {
    this.jars = Arrays.stream(classPath.split(File.pathSeparator)).map(Path::of).toList();
    this.directory = directory;
  }

  /// The bundler, where there is an artifact for this platform.
  Optional<Path> esbuild() {
    if (!Boolean.parseBoolean(System.getProperty("desk.esbuild", "true")) || IS_MAC || IS_ARM) {
      return Optional.empty();
    }
    return jar(IS_WINDOWS ? "esbuild__win32-x64" : "esbuild__linux-x64")
        .map(jar -> program(jar, IS_WINDOWS ? "/esbuild.exe" : "/bin/esbuild"));
  }

  /// The Node in Playwright's driver.
  Path node() {
    String platform =
        IS_WINDOWS ? "win32_x64" : (IS_MAC ? "mac" : "linux") + (IS_ARM ? "-arm64" : "");
    return program(
        required("driver-bundle"), "driver/" + platform + (IS_WINDOWS ? "/node.exe" : "/node"));
  }

  /// A directory with Preact as `preact`.
  Path modules() {
    unpack(
        required("preact"),
        "/preact/",
        directory.resolve("modules/preact"),
        ".js",
        ".json",
        ".d.ts",
        "/LICENSE");
    return directory.resolve("modules");
  }

  /// The directory of the TypeScript compiler.
  Path typescript() {
    Path target = directory.resolve("typescript");
    unpack(required("typescript"), "/lib/", target, "/_tsc.js", "/typescript.js", ".d.ts");
    return target;
  }

  private Path required(String name) {
    return jar(name)
        .orElseThrow(() -> new IllegalStateException("The artifact " + name + " is missing."));
  }

  private Optional<Path> jar(String name) {
    return jars.stream()
        .filter(jar -> jar.getFileName().toString().startsWith(name + "-"))
        .findFirst();
  }

  private Path program(Path jar, String end) {
    Path target = directory.resolve(end.substring(end.lastIndexOf('/') + 1));
    unpack(jar, target, name -> name.endsWith(end) ? "" : null);
    return target;
  }

  // The webjar's version is between `/preact/` and the file's path.
  private static void unpack(Path jar, String after, Path target, String... ends) {
    unpack(
        jar,
        target,
        name -> {
          int start = name.indexOf(after);
          return start < 0 || Stream.of(ends).noneMatch(name::endsWith)
              ? null
              : name.substring(start + after.length()).replaceFirst("^\\d+\\.\\d+\\.\\d+/", "");
        });
  }

  /// Unpacks the entries for which `place` returns their path in the target, unless all of it is
  /// there. A mark beside the target says what is: files of another version, or a part of them,
  /// would break the build without a word.
  private static void unpack(Path jar, Path target, UnaryOperator<String> place) {
    try {
      Path mark = target.resolveSibling(target.getFileName() + ".unpacked");
      if (Files.exists(mark) && Files.readString(mark).equals(mark(jar, target))) {
        return;
      }
      Files.deleteIfExists(mark);
      delete(target);
      try (var zip = new ZipFile(jar.toFile())) {
        for (ZipEntry entry : zip.stream().filter(each -> !each.isDirectory()).toList()) {
          String inside = place.apply(entry.getName());
          if (inside != null) {
            copy(zip, entry, inside.isEmpty() ? target : target.resolve(inside));
          }
        }
      }
      if (!Files.exists(target)) {
        throw new IllegalStateException(jar + " has no files for " + target + ".");
      }
      if (Files.isRegularFile(target)) {
        target.toFile().setExecutable(true);
      }
      Files.writeString(mark, mark(jar, target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mark(Path jar, Path target) throws IOException {
    long size = 0;
    int count = 0;
    if (Files.exists(target)) {
      for (Path file : Stamp.files(target)) {
        size += Files.size(file);
        count++;
      }
    }
    boolean isProgram = Files.isRegularFile(target) && Files.isExecutable(target);
    return "%s, %d files of %d bytes%s"
        .formatted(jar.getFileName(), count, size, isProgram ? ", executable" : "");
  }

  private static void delete(Path target) throws IOException {
    if (Files.exists(target)) {
      try (Stream<Path> all = Files.walk(target)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static void copy(ZipFile zip, ZipEntry entry, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (InputStream content = zip.getInputStream(entry)) {
      Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Runs a program, with its output as ours. A failure ends the build.
  static void run(Map<String, String> environment, List<String> command) {
    try {
      var builder = new ProcessBuilder(command).inheritIO();
      builder.environment().putAll(environment);
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new BuildFailedException(
            Path.of(command.getFirst()).getFileName() + " ended with status " + status + ".");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
