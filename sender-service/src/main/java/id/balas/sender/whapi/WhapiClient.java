package id.balas.sender.whapi;

import id.balas.events.Content;
import id.balas.events.OutboundMessage;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The calls to Whapi. There is no idempotency key: nothing that is sent comes back but its content.
@Component
public class WhapiClient {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int LIST_SIZE = 100;

  private final URI baseUrl;
  private final RestClient whapi;

  WhapiClient(RestClient.Builder builder, WhapiProperties settings) {
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .build();
    var requests = new JdkClientHttpRequestFactory(http);
    requests.setReadTimeout(settings.readTimeout());
    baseUrl = settings.baseUrl();
    whapi =
        builder
            .requestFactory(requests)
            .baseUrl(baseUrl)
            .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + settings.token())
            .build();
  }

  /// A message that stands in the provider's history: `text` is null for what is no text.
  public record Sent(String messageId, String source, @Nullable String text) {}

  /// Never throws for what the provider or the network did: that is the result.
  public SendResult send(OutboundMessage message) {
    if (!(message.content() instanceof Content.Text text)) {
      return new SendResult.Rejected("this release sends text only");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("to", message.chatId());
    body.put("body", text.body());
    if (message.quotedId() != null) {
      body.put("quoted", message.quotedId());
    }
    try {
      return post("/messages/text", body).result();
    } catch (ResourceAccessException e) {
      Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
      String reason = cause.getClass().getSimpleName() + ": " + cause.getMessage();
      return wasNeverWritten(e) ? new SendResult.NotSent(reason) : new SendResult.Unknown(reason);
    }
  }

  private WhapiAnswer post(String path, Map<String, Object> body) {
    return whapi
        .post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .body(body)
        .exchange(
            (_, response) ->
                new WhapiAnswer(
                    response.getStatusCode().value(),
                    new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8),
                    response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)));
  }

  private static boolean wasNeverWritten(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof HttpConnectTimeoutException
          || cause instanceof SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }

  /// What the provider has sent to the chat since then, the oldest first; a chat that it does not know has none.
  /// Throws [CannotAsk] when it does not tell now, [WillNotTell] when it never will.
  public List<Sent> sentSince(String chatId, Instant since) {
    try {
      return whapi
          .get()
          .uri(listAddress(chatId, since))
          .exchange(
              (_, response) ->
                  listed(
                      new WhapiAnswer(
                          response.getStatusCode().value(),
                          new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8),
                          null)));
    } catch (ResourceAccessException | JacksonException e) {
      throw new CannotAsk("the provider's list cannot be read", e);
    }
  }

  // A URI template would write the @ of a chat id as %40.
  private URI listAddress(String chatId, Instant since) {
    String path = "/messages/list/" + UriUtils.encodePathSegment(chatId, StandardCharsets.UTF_8);
    String query = "?from_me=true&sort=asc&count=" + LIST_SIZE + "&time_from=" + since.getEpochSecond();
    return URI.create(baseUrl + path + query);
  }

  // Silence is no "no": only a list without the message says that it was not sent.
  private static List<Sent> listed(WhapiAnswer answer) {
    if (answer.status() == 200) {
      return messages(JSON.readTree(answer.body()));
    }
    if (answer.result() instanceof SendResult.Rejected rejected) {
      if (answer.status() == 404) {
        return List.of();
      }
      throw new WillNotTell(rejected.reason());
    }
    throw new CannotAsk("the provider's list answered " + answer.status(), null);
  }

  private static List<Sent> messages(JsonNode page) {
    if (!page.path("messages").isArray()) {
      throw new CannotAsk("the provider's list holds no messages", null);
    }
    List<Sent> messages = new ArrayList<>();
    for (JsonNode message : page.path("messages")) {
      JsonNode content = message.path(message.path("type").asString(""));
      messages.add(
          new Sent(
              message.path("id").asString(""),
              message.path("source").asString(""),
              content.path("body").isString() ? content.path("body").stringValue() : null));
    }
    return messages;
  }

  /// The provider takes no question about this chat, now or later.
  public static final class WillNotTell extends RuntimeException {
    WillNotTell(String message) {
      super(message);
    }
  }

  /// The provider cannot be asked now whether it has a message.
  public static final class CannotAsk extends RuntimeException {
    CannotAsk(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
