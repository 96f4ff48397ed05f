package id.balas.service.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import com.sun.net.httpserver.HttpServer;
import io.sentry.Sentry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SentryErrorsTests {

  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/1/envelope/",
        exchange -> {
          boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
          try (InputStream body = exchange.getRequestBody();
              InputStream plain = zipped ? new GZIPInputStream(body) : body) {
            received.add(new String(plain.readAllBytes(), UTF_8));
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    SentryErrors.start(
        "http://key@localhost:" + server.getAddress().getPort() + "/1",
        "bot-service",
        "production");
  }

  @AfterEach
  void stop() {
    Sentry.close();
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender("SENTRY");
    server.stop(0);
  }

  @Test
  void reportsErrorsWithMaskedPhoneNumbers() {
    var log = LoggerFactory.getLogger(SentryErrorsTests.class);
    log.info("Accepted messageId=before");
    log.error(
        "Could not go on with {}",
        "6281112223334",
        new IllegalStateException("row of 6281112223334@s.whatsapp.net"));
    Sentry.flush(5_000);

    assertThat(String.join("", received))
        .contains(
            "Could not go on with …334", "row of …334@s.whatsapp.net", "bot-service", "production")
        .doesNotContain("81112223", "messageId=before");
  }
}
