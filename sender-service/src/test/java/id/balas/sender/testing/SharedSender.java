package id.balas.sender.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.github.tomakehurst.wiremock.WireMockServer;
import id.balas.events.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ConfigurableApplicationContext;

/// One service for several test classes, since each start takes seconds. Each test uses chats of
/// its own. Classes with a service of their own run later: all services are in one consumer group.
public final class SharedSender implements BeforeAllCallback {

  /// Marks a test class that uses [#service] and [#PROVIDER].
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(SharedSender.class)
  @Order(1)
  public @interface Used {}

  public static final WireMockServer PROVIDER = TestSender.provider();

  private static final String NUMBER = "6289000000000";
  private static @Nullable ConfigurableApplicationContext service;

  public static synchronized ConfigurableApplicationContext service() {
    if (service == null) {
      service =
          TestSender.startAlone(
              PROVIDER,
              TestPostgres.newDatabase(),
              "balas.pacing.enabled=false",
              "balas.whapi.probe-every=100ms",
              "balas.media.cache-dir=" + emptyDirectory(),
              "balas.media.longest-transfer=2s",
              "balas.sender.patience=1s",
              "balas.sender.retry-wait=100ms",
              "balas.sender.start-within=1s",
              "balas.sender.unknown-wait=2s");
      warmUp(service);
    }
    return service;
  }

  // The first call of a cold JVM can take longer than the timeout of 1 s.
  private static void warmUp(ConfigurableApplicationContext started) {
    PROVIDER.stubFor(
        post("/messages/text")
            .withRequestBody(matchingJsonPath("$.to", equalTo(NUMBER)))
            .willReturn(okJson("{\"sent\":false}").withTransformers("response-template")));
    String body = "{\"to\":\"%s\",\"text\":\"Halo\"}".formatted(NUMBER);
    for (int i = 0; i < 2; i++) {
      var _ =
          TestSender.send(
              TestSender.request(started, "/channels/default/test-message", "admin")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(body)));
    }
  }

  static synchronized void stop() {
    if (service != null) {
      service.close();
      service = null;
    }
  }

  private static String emptyDirectory() {
    try {
      return Files.createTempDirectory("balas-media").resolve("media").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    var _ = service();
    AutoCloseable atTheEnd = SharedSender::stop;
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(SharedSender.class, _ -> atTheEnd, AutoCloseable.class);
  }
}
