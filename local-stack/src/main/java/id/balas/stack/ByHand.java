package id.balas.stack;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the environment that a manually started service needs to join the stack. The file exists
/// only while the stack runs. Only its owner can read it, because it contains the token.
record ByHand(Path directory) {

  private static final String SUFFIX = ".env";

  void tell(Service service) {
    Path file = directory.resolve(service.name() + SUFFIX);
    String text =
        service.environment().entrySet().stream()
            .filter(setting -> !setting.getKey().equals("BALAS_DOTENV"))
            .sorted(Map.Entry.comparingByKey())
            .map(setting -> "%s=\"%s\"%n".formatted(setting.getKey(), quoted(setting.getValue())))
            .collect(Collectors.joining());
    try {
      Files.deleteIfExists(file);
      Files.writeString(Files.createFile(file, ownersAlone()), text);
    } catch (IOException e) {
      throw new StackFailure("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  private static String quoted(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  static FileAttribute<?>[] ownersAlone() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /// Removes it for every service.
  void forget() {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file :
          files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new StackFailure("%s cannot be cleared: %s".formatted(directory, e.getMessage()));
    }
  }
}
