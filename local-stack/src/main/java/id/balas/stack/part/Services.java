package id.balas.stack.part;

import id.balas.stack.settings.LocalSecret;
import id.balas.stack.settings.StackSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The four services, with environments that connect them to each other, Kafka, PostgreSQL and
/// Whapi.
public record Services(Service ingest, Service bot, Service sender, Service auth) {

  private static final int MANAGEMENT = 1_000;

  /// Each service has the rights that it has in production: a role of PostgreSQL and a user of
  /// Kafka.
  public static Services of(StackSettings settings, Broker broker, Database database) {
    Map<String, String> shared = shared(settings);
    return new Services(
        service(
            settings, "ingest-service", 8000, List.of(shared, broker.connection("ingest-service"))),
        service(
            settings,
            "bot-service",
            8081,
            List.of(
                shared,
                broker.connection("bot-service"),
                database.connection("bot-service"),
                settings.ai().environment())),
        service(
            settings,
            "sender-service",
            8082,
            List.of(
                shared,
                broker.connection("sender-service"),
                database.connection("sender-service"))),
        service(
            settings,
            "auth-service",
            8080,
            List.of(shared, database.connection("auth-service"), frontDoor(settings))));
  }

  private static Service service(
      StackSettings settings, String name, int port, List<Map<String, String>> environments) {
    Map<String, String> all = new HashMap<>();
    environments.forEach(all::putAll);
    return new Service(settings, name, port, port + MANAGEMENT, all);
  }

  private static Map<String, String> shared(StackSettings settings) {
    return Map.ofEntries(
        Map.entry("BALAS_AUTH_URL", "http://localhost:" + settings.port(8080)),
        Map.entry("WHAPI_BASE_URL", settings.whapiUrl()),
        Map.entry("WHAPI_TOKEN", settings.whapiToken()),
        Map.entry("WHAPI_ADMINS", settings.whapiAdmins()),
        Map.entry("WHAPI_SECRET", settings.whapiSecret()),
        Map.entry(
            "BALAS_ADMIN_PASSWORD",
            settings.realWhapi() == null ? StackSettings.LOCAL_PASSWORD : ""),
        Map.entry("PUBLIC_URL", "http://localhost:" + settings.port(8080)),
        // The local stack has no TLS.
        Map.entry("SECURE_COOKIE", "false"),
        Map.entry("BALAS_PACING_ENABLED", "false"),
        Map.entry("BALAS_PEOPLE_WRITE", "true"),
        // Load and fault runs write more to one chat than customers do.
        Map.entry("BALAS_BOT_LOOP_LIMIT", "0"),
        // Kafka settings in .env, for example, are meant for another environment.
        Map.entry("BALAS_DOTENV", "off"));
  }

  private static Map<String, String> frontDoor(StackSettings settings) {
    return Map.of(
        "SECRET_KEY", LocalSecret.of(settings.directory()),
        "BALAS_INGEST_URL", "http://localhost:" + settings.port(8000),
        "BALAS_BOT_URL", "http://localhost:" + settings.port(8081),
        "BALAS_SENDER_URL", "http://localhost:" + settings.port(8082));
  }

  public Stream<Service> stream() {
    return Stream.of(ingest, bot, sender, auth);
  }

  /// The services that the stack runs itself.
  public List<Service> own(StackSettings settings) {
    return stream().filter(service -> !settings.without().contains(service.name())).toList();
  }
}
