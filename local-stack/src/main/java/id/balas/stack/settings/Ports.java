package id.balas.stack.settings;

import id.balas.stack.process.StackException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.TreeMap;

/// The ports of the stack before the offset is added, and the part that uses each.
public final class Ports {

  private static final String FAKE_WHAPI = "the fake Whapi";
  private static final String FAKE_AI = "the fake AI server";
  private static final Map<Integer, String> USERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(5432, "PostgreSQL"),
              Map.entry(8000, "ingest-service"),
              Map.entry(8080, "auth-service"),
              Map.entry(8081, "bot-service"),
              Map.entry(8082, "sender-service"),
              Map.entry(8090, FAKE_WHAPI),
              Map.entry(AiSettings.FAKE_PORT, FAKE_AI),
              Map.entry(9000, "ingest-service's management"),
              Map.entry(9080, "auth-service's management"),
              Map.entry(9081, "bot-service's management"),
              Map.entry(9082, "sender-service's management"),
              Map.entry(9092, "Kafka"),
              Map.entry(9093, "Kafka's controller"),
              Map.entry(9094, "Kafka's services")));

  private Ports() {}

  /// Throws [StackException] that names the first port in use and what to do.
  public static void checkFree(StackSettings settings) {
    USERS.forEach((usual, user) -> {
      int port = settings.port(usual);
      if (isNeeded(user, settings) && !isFree(port)) {
        throw new StackException(
            "port %d, which %s needs, is in use: stop the program that uses it, or set BALAS_PORT_OFFSET=10000 to use other ports."
                .formatted(port, user));
      }
    });
  }

  private static boolean isNeeded(String user, StackSettings settings) {
    return switch (user) {
      case FAKE_WHAPI -> settings.realWhapi() == null;
      case FAKE_AI -> settings.ai().fake() != null;
      default -> settings.without().stream().noneMatch(user::startsWith);
    };
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
