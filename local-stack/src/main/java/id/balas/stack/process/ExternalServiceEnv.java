package id.balas.stack.process;

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
public record ExternalServiceEnv(Path directory) {

  private static final String SUFFIX = ".env";

  public void write(String service, Map<String, String> environment) {
    Path file = directory.resolve(service + SUFFIX);
    String text =
        environment.entrySet().stream()
            .filter(setting -> !setting.getKey().equals("BALAS_DOTENV"))
            .sorted(Map.Entry.comparingByKey())
            .map(setting -> "%s=\"%s\"%n".formatted(setting.getKey(), quoted(setting.getValue())))
            .collect(Collectors.joining());
    try {
      Files.deleteIfExists(file);
      Files.writeString(Files.createFile(file, ownerOnly()), text);
    } catch (IOException e) {
      throw new StackException("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  private static String quoted(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  public static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /// Deletes the files of all services.
  public void deleteAll() {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file :
          files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new StackException("%s cannot be cleared: %s".formatted(directory, e.getMessage()));
    }
  }
}
