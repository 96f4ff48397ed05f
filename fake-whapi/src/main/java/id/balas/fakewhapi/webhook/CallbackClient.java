package id.balas.fakewhapi.webhook;

import id.balas.fakewhapi.model.StoredMessage;
import id.balas.fakewhapi.page.Exchange;
import id.balas.fakewhapi.page.Exchanges;
import id.balas.fakewhapi.page.PageEvents;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// One attempt to deliver a webhook over HTTP, with its trace. Only 200 counts as success.
public final class CallbackClient implements AutoCloseable {

  private static final Timeout LIMIT = Timeout.ofSeconds(10);
  private static final byte[] NO_BODY = {};

  private final CloseableHttpClient http;
  private final Exchanges exchanges;
  private final PageEvents events;

  public CallbackClient(int connections, Exchanges exchanges, PageEvents events) {
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(connections)
                    .setMaxConnPerRoute(connections)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(LIMIT).build())
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(LIMIT).build())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
    this.exchanges = exchanges;
    this.events = events;
  }

  /// During an outage nothing is sent.
  boolean deliver(Callback callback, boolean outage) {
    var attempt = new Attempt(callback);
    if (outage) {
      attempt.record(null, NO_BODY, "webhook outage");
      return false;
    }
    try {
      return http.execute(
          attempt.request,
          response -> {
            byte[] body = EntityUtils.toByteArray(response.getEntity());
            attempt.record(response.getCode(), body == null ? NO_BODY : body, null);
            return response.getCode() == 200;
          });
    } catch (IOException e) {
      attempt.record(null, NO_BODY, e.toString());
      return false;
    }
  }

  private final class Attempt {

    private final Instant at = Instant.now();
    private final long started = System.nanoTime();
    private final Callback callback;
    private final byte[] body;
    private final HttpUriRequestBase request;

    Attempt(Callback callback) {
      this.callback = callback;
      this.body = callback.bytes();
      this.request = callback.request(body);
    }

    void record(@Nullable Integer status, byte[] response, @Nullable String note) {
      List<String> messages =
          callback.notices().stream()
              .map(Notice::about)
              .filter(Objects::nonNull)
              .map(StoredMessage::id)
              .distinct()
              .toList();
      if (messages.isEmpty()) {
        return;
      }
      Map<String, List<String>> headers = new TreeMap<>();
      for (Header header : request.getHeaders()) {
        headers.put(header.getName(), List.of(header.getValue()));
      }
      var exchange =
          new Exchange(
              "webhook",
              at,
              (System.nanoTime() - started) / 1_000_000,
              callback.attempt(),
              request.getMethod(),
              callback.target().address(callback.type(), callback.method()),
              headers,
              body,
              status,
              response,
              note);
      messages.forEach(message -> exchanges.add(message, exchange));
    }
  }

  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }

  void publishBubbles(String channel, Callback callback) {
    callback.notices().stream()
        .map(Notice::about)
        .filter(Objects::nonNull)
        .forEach(message -> events.publish("bubble", () -> message.bubble(channel)));
  }
}
