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

  public static Services of(StackSettings settings, Database database) {
    Map<String, String> shared = shared(settings, database);
    return new Services(
        new Service(settings, "ingest-service", 8000, 9000, shared),
        new Service(settings, "bot-service", 8081, 9081, with(shared, settings.ai().environment())),
        new Service(settings, "sender-service", 8082, 9082, shared),
        new Service(settings, "auth-service", 8080, 9080, frontDoor(settings, shared)));
  }

  private static Map<String, String> shared(StackSettings settings, Database database) {
    return Map.ofEntries(
        Map.entry("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + settings.port(9092)),
        Map.entry("DATABASE_URL", database.url()),
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
        // Kafka settings in .env, for example, are meant for another environment.
        Map.entry("BALAS_DOTENV", "off"));
  }

  private static Map<String, String> with(Map<String, String> shared, Map<String, String> own) {
    Map<String, String> all = new HashMap<>(shared);
    all.putAll(own);
    return all;
  }

  private static Map<String, String> frontDoor(StackSettings settings, Map<String, String> shared) {
    Map<String, String> all = new HashMap<>(shared);
    all.put("SECRET_KEY", LocalSecret.of(settings.directory()));
    all.put("BALAS_INGEST_URL", "http://localhost:" + settings.port(8000));
    all.put("BALAS_BOT_URL", "http://localhost:" + settings.port(8081));
    all.put("BALAS_SENDER_URL", "http://localhost:" + settings.port(8082));
    return all;
  }

  public Stream<Service> stream() {
    return Stream.of(ingest, bot, sender, auth);
  }

  /// The services that the stack runs itself.
  public List<Service> own(StackSettings settings) {
    return stream().filter(service -> !settings.without().contains(service.name())).toList();
  }
}
