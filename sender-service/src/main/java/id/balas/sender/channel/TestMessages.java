package id.balas.sender.channel;

import id.balas.service.text.ShortText;
import id.balas.whapi.WhapiAnswer;
import id.balas.whapi.WhapiHttp;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// A text that an admin sends to check a channel. It bypasses the queue, the budgets and the
/// circuit breaker.
@Component
public class TestMessages {

  private static final int LONGEST_BODY = 4000;

  private final WhapiHttp http;

  TestMessages(WhapiHttp http) {
    this.http = http;
  }

  /// `outcome` is `accepted`, `rejected`, `channel down`, `throttled`, `not sent` or `unknown`.
  /// `status` and `body` are the provider's response, if there was one.
  public record Answer(
      String outcome,
      @Nullable String messageId,
      @Nullable String reason,
      @Nullable Integer status,
      @Nullable String body) {}

  /// Reports provider and network failures in the answer instead of throwing them.
  public Answer send(Channel channel, String to, String text) {
    var call =
        new SendCall.Ready(
            "POST", "/messages/text", new LinkedHashMap<>(Map.of("to", to, "body", text)), false);
    try {
      WhapiAnswer answer = http.post(channel.name(), call.path(), call.json());
      String body = answer.text();
      return named(SendResult.of(answer), answer.status(), ShortText.of(body, LONGEST_BODY));
    } catch (IOException e) {
      return named(MessageSender.failed(e), null, null);
    }
  }

  private static Answer named(SendResult result, @Nullable Integer status, @Nullable String body) {
    return switch (result) {
      case SendResult.Accepted accepted ->
          new Answer("accepted", accepted.messageId(), null, status, body);
      case SendResult.Rejected rejected ->
          new Answer("rejected", null, rejected.reason(), status, body);
      case SendResult.Invalid invalid ->
          new Answer("rejected", null, invalid.reason(), status, body);
      case SendResult.ChannelDown down ->
          new Answer("channel down", null, down.reason(), status, body);
      case SendResult.Throttled throttled ->
          new Answer("throttled", null, throttled.reason(), status, body);
      case SendResult.NotSent not -> new Answer("not sent", null, not.reason(), status, body);
      case SendResult.Unknown unknown ->
          new Answer("unknown", null, unknown.reason(), status, body);
    };
  }
}
