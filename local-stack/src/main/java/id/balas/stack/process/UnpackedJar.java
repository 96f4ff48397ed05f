package id.balas.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A service's jar, unpacked as Spring Boot does it for production. It starts faster, can have an
/// AOT cache, and survives the next build. Its name contains a digest of all inputs of the cache,
/// so a cache is never stale. The JVM skips a broken cache with a warning.
public record UnpackedJar(Path directory) {

  // Must be equal when the cache is built and when it is used, or the JVM skips the cache.
  private static final List<String> FLAGS =
      Stream.concat(
              ChildProcess.compilation().stream(),
              Stream.of(
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:MetaspaceSize=128m",
                  "-XX:+UseCompactObjectHeaders",
                  "-XX:+ExitOnOutOfMemoryError",
                  "--enable-native-access=ALL-UNNAMED",
                  "--sun-misc-unsafe-memory-access=allow"))
          .toList();
  private static final String DIRECTIVES = "compiler-directives.json";
  private static final int DIGEST_DIGITS = 16;

  /// The unpacked `jar` in `parent`, created if missing. Removes those of earlier builds.
  public static UnpackedJar of(Path jar, String name, Path parent) {
    try {
      Files.createDirectories(parent);
      Path directory = parent.resolve(name + "-" + digest(jar, parent));
      if (!Files.exists(directory)) {
        clear(parent, name);
        Path half = parent.resolve(name + "-half");
        unpack(jar, half);
        Files.write(half.resolve(DIRECTIVES), directives());
        Files.move(half, directory, StandardCopyOption.ATOMIC_MOVE);
      }
      return new UnpackedJar(directory);
    } catch (IOException e) {
      throw new StackException(
          "%s cannot be unpacked to %s: %s".formatted(jar, parent, e.getMessage()));
    }
  }

  private static byte[] directives() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(UnpackedJar.class.getResourceAsStream(DIRECTIVES))) {
      return file.readAllBytes();
    }
  }

  // Digest of the contents, not the file: a build without changes still rewrites the file.
  private static String digest(Path jar, Path parent) throws IOException {
    List<String> parts =
        new ArrayList<>(List.of(Runtime.version().toString(), parent.toString(), FLAGS.toString()));
    parts.add(new String(directives(), StandardCharsets.UTF_8));
    try (var zip = new ZipFile(jar.toFile())) {
      zip.stream().map(UnpackedJar::identity).forEach(parts::add);
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGEST_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String identity(ZipEntry entry) {
    return entry.getName() + " " + entry.getSize() + " " + entry.getCrc();
  }

  private static void clear(Path parent, String name) throws IOException {
    try (Stream<Path> earlier = Files.list(parent)) {
      for (Path each :
          earlier.filter(path -> path.getFileName().toString().startsWith(name + "-")).toList()) {
        DataDirectory.delete(each);
      }
    }
  }

  private static void unpack(Path jar, Path target) throws IOException {
    Process tool =
        new ProcessBuilder(
                ChildProcess.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--destination",
                target.toString())
            .redirectErrorStream(true)
            .start();
    tool.getOutputStream().close();
    try (InputStream stream = tool.getInputStream()) {
      String output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      if (tool.onExit().join().exitValue() != 0) {
        throw new IOException(output.strip());
      }
    }
  }

  public boolean hasCache() {
    return Files.exists(cache());
  }

  /// The `java` arguments that run the service.
  public List<String> run() {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:CompilerDirectivesFile=" + directory.resolve(DIRECTIVES)));
    if (hasCache()) {
      flags.add("-XX:AOTCache=" + cache());
    }
    return java(flags);
  }

  /// Records what a start needs, before any consumer or timer begins.
  public List<String> record() {
    return java(
        List.of(
            "-XX:AOTMode=record",
            "-XX:AOTConfiguration=" + recording(),
            "-Dspring.context.exit=onRefresh"));
  }

  /// Builds the cache from the recording. It counts only after [#adopt].
  public List<String> create() {
    return java(
        List.of(
            "-XX:AOTMode=create",
            "-XX:AOTConfiguration=" + recording(),
            "-XX:AOTCache=" + halfCache()));
  }

  public void adopt() throws IOException {
    Files.move(halfCache(), cache(), StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(recording());
  }

  private List<String> java(List<String> more) {
    return Stream.of(FLAGS, more, List.of("-jar", jar().toString())).flatMap(List::stream).toList();
  }

  public Path jar() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path cache() {
    return directory.resolve("start.aot");
  }

  private Path halfCache() {
    return directory.resolve("start.aot.half");
  }

  private Path recording() {
    return directory.resolve("start.aotconf");
  }
}
