package id.balas.stack.settings;

import id.balas.service.settings.DotEnvFile;
import id.balas.stack.process.StackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The setup of a stack. `root` is the checkout; `directory` keeps data and logs. `portOffset` is
/// added to every port, so that two stacks can run side by side. `extra` goes into the environment
/// of every service. `without` names the manually started services; `realWhapi` is the URL of the
/// real Whapi, if used.
public record StackSettings(
    Path root,
    Path directory,
    int portOffset,
    String whapiToken,
    String whapiAdmins,
    String whapiSecret,
    Map<String, String> extra,
    Set<String> without,
    @Nullable String realWhapi,
    AiSettings ai) {

  public static final String LOCAL_TOKEN = "local-whapi-token";
  public static final String LOCAL_PASSWORD = "balas-lokal";
  public static final String ADDRESS = "SERVER_ADDRESS";
  public static final String MANAGEMENT_ADDRESS = "MANAGEMENT_SERVER_ADDRESS";

  /// How agents and admins sign in. The environment and `.env` override the defaults.
  private static final List<String> SIGN_IN =
      List.of("SECRET_KEY", "BALAS_ADMIN_USERNAME", "BALAS_ADMIN_EMAIL", "BALAS_ADMIN_PASSWORD");

  private static final String LOCAL_ADMIN = "628110000001";
  private static final Set<String> SERVICES =
      Set.of("ingest-service", "bot-service", "sender-service", "auth-service");

  /// The full stack with the fake Whapi and without an AI.
  public StackSettings(
      Path root,
      Path directory,
      int portOffset,
      String whapiToken,
      String whapiAdmins,
      String whapiSecret,
      Map<String, String> extra) {
    this(
        root,
        directory,
        portOffset,
        whapiToken,
        whapiAdmins,
        whapiSecret,
        extra,
        Set.of(),
        null,
        AiSettings.NONE);
  }

  /// The environment overrides `.env`, which overrides the defaults.
  public static StackSettings of(Path root, Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    Path dotEnv = root.resolve(".env");
    if (Files.isRegularFile(dotEnv)) {
      values.putAll(DotEnvFile.read(dotEnv));
    }
    values.putAll(environment);
    String realWhapi = realWhapi(environment, values);
    int portOffset = offset(values.getOrDefault("BALAS_PORT_OFFSET", "0"));
    return new StackSettings(
        root,
        root.resolve(values.getOrDefault("BALAS_STACK_DIR", ".balas")),
        portOffset,
        orDefault(values.get("WHAPI_TOKEN"), LOCAL_TOKEN),
        // A default number of the fake may belong to a real person at the real Whapi.
        orDefault(values.get("WHAPI_ADMINS"), realWhapi == null ? LOCAL_ADMIN : ""),
        values.getOrDefault("WHAPI_SECRET", ""),
        extra(values),
        without(values.getOrDefault("BALAS_WITHOUT", "")),
        realWhapi,
        AiSettings.of(values, portOffset));
  }

  private static Map<String, String> extra(Map<String, String> values) {
    Map<String, String> extra = new HashMap<>();
    for (String name : SIGN_IN) {
      String value = orDefault(values.get(name), "");
      if (!value.isEmpty()) {
        extra.put(name, value);
      }
    }
    String address = orDefault(values.get("BALAS_ADDRESS"), "");
    if (!address.isEmpty()) {
      extra.put(ADDRESS, address);
      extra.put(MANAGEMENT_ADDRESS, address);
    }
    return Map.copyOf(extra);
  }

  // Never from .env: a forgotten line in a file must not cause messages to real customers.
  private static @Nullable String realWhapi(
      Map<String, String> environment, Map<String, String> values) {
    String choice = orDefault(environment.get("BALAS_WHAPI"), "fake");
    return switch (choice) {
      case "fake" -> null;
      case "real" -> {
        if (orDefault(values.get("WHAPI_TOKEN"), LOCAL_TOKEN).equals(LOCAL_TOKEN)) {
          throw new StackException(
              "The real Whapi needs WHAPI_TOKEN: set it to your channel's token.");
        }
        if (orDefault(values.get("WHAPI_SECRET"), "").isEmpty()) {
          throw new StackException(
              "The real Whapi needs WHAPI_SECRET: set it to what Whapi sends with each webhook. "
                  + "Without it anyone could send messages in your customers' names.");
        }
        yield orDefault(values.get("WHAPI_BASE_URL"), "https://gate.whapi.cloud");
      }
      default ->
          throw new StackException("BALAS_WHAPI is \"" + choice + "\": set it to fake or real.");
    };
  }

  private static Set<String> without(String text) {
    Set<String> names =
        Stream.of(text.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    if (!SERVICES.containsAll(names)) {
      throw new StackException(
          "BALAS_WITHOUT is \"%s\": set it to a comma-separated list of %s."
              .formatted(text, SERVICES.stream().sorted().collect(Collectors.joining(", "))));
    }
    return names;
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
      // reported below
    }
    throw new StackException(
        "BALAS_PORT_OFFSET is \"" + text + "\": set it to a number from 0 to 50000.");
  }

  /// The same settings in another directory.
  public StackSettings in(Path other) {
    return of(root, other);
  }

  /// The same settings with the jars of another checkout.
  public StackSettings from(Path checkout) {
    return of(checkout, directory);
  }

  private StackSettings of(Path checkout, Path other) {
    return new StackSettings(
        checkout,
        other,
        portOffset,
        whapiToken,
        whapiAdmins,
        whapiSecret,
        extra,
        without,
        realWhapi,
        ai);
  }

  public int port(int usual) {
    return usual + portOffset;
  }

  public String whapiUrl() {
    return realWhapi == null ? "http://localhost:" + port(8090) : realWhapi;
  }

  /// The path as used inside the checkout: relative where possible.
  public String relative(Path path) {
    return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
  }
}
