package id.balas.stack;

import id.balas.settings.DotEnvFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a stack is set up. `root` is the checkout, `directory` keeps the data and the logs, `portOffset` is added to
/// every port, so that two stacks run side by side; `extra` goes into the environment of every service.
public record StackSettings(
    Path root,
    Path directory,
    int portOffset,
    String whapiToken,
    String whapiAdmins,
    String whapiSecret,
    Map<String, String> extra) {

  static final String LOCAL_TOKEN = "local-whapi-token";

  /// The environment beats `.env` beats the values with which everything works at once.
  public static StackSettings of(Path root, Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    Path dotEnv = root.resolve(".env");
    if (Files.isRegularFile(dotEnv)) {
      values.putAll(DotEnvFile.read(dotEnv));
    }
    values.putAll(environment);
    return new StackSettings(
        root,
        root.resolve(values.getOrDefault("BALAS_STACK_DIR", ".balas")),
        offset(values.getOrDefault("BALAS_PORT_OFFSET", "0")),
        orDefault(values.get("WHAPI_TOKEN"), LOCAL_TOKEN),
        orDefault(values.get("WHAPI_ADMINS"), "628110000001"),
        values.getOrDefault("WHAPI_SECRET", ""),
        Map.of());
  }

  private static String orDefault(@Nullable String value, String fallback) {
    return value == null || value.isBlank() ? fallback : value;
  }

  private static int offset(String text) {
    try {
      int offset = Integer.parseInt(text.strip());
      if (offset >= 0 && offset <= 50_000) {
        return offset;
      }
    } catch (NumberFormatException _) {
      // said below
    }
    throw new StackFailure("BALAS_PORT_OFFSET is \"" + text + "\": set it to a number from 0 to 50000.");
  }

  public int port(int usual) {
    return usual + portOffset;
  }

  /// As a person in the checkout would write it.
  String relative(Path path) {
    return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
  }
}
