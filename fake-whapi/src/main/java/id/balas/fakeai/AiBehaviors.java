package id.balas.fakeai;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Simple answers and failures of an AI server.
public final class AiBehaviors {

  private static final int CHUNK = 64 * 1024;
  private static final int HANGS_FOR_SECONDS = 60;

  private AiBehaviors() {}

  public static AiBehavior says(String text) {
    return AiServerKind.PERMISSIVE.saying(_ -> AiReply.of(text));
  }

  public static AiBehavior fails(int status) {
    return sends(status, "{\"error\":{\"message\":\"no\",\"type\":\"t\"}}");
  }

  public static AiBehavior sends(int status, String body) {
    return (exchange, _) -> new AiResponse(status, body).send(exchange);
  }

  /// Announces the full body length and closes the connection half way.
  public static AiBehavior disconnects() {
    return (exchange, request) -> {
      byte[] body =
          AiServerKind.PERMISSIVE
              .response(request, AiReply.of("empat"))
              .body()
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body, 0, body.length / 2);
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /// Sends an endless body.
  public static AiBehavior neverEnds() {
    return (exchange, _) -> {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream body = exchange.getResponseBody()) {
        byte[] spaces = " ".repeat(CHUNK).getBytes(StandardCharsets.UTF_8);
        while (true) {
          body.write(spaces);
        }
      }
    };
  }

  /// Sends no response before the client times out.
  public static AiBehavior hangs() {
    return (_, _) -> TimeUnit.SECONDS.sleep(HANGS_FOR_SECONDS);
  }
}
