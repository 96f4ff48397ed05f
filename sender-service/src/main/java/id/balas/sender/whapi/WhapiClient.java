package id.balas.sender.whapi;

import id.balas.events.ChatKey;
import id.balas.events.Content;
import id.balas.events.OutboundMessage;
import id.balas.sender.whapi.SendResult.Trouble;
import id.balas.service.telemetry.Step;
import id.balas.service.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// The calls to Whapi. There is no idempotency key: nothing that is sent comes back but its
/// content.
@Component
public class WhapiClient {

  private static final int PAGE = 500;
  private static final int MOST_PAGES = 20;

  private final WhapiProperties settings;
  private final Channels channels;
  private final WhapiHttp http;
  private final ReadMarks readMarks;
  private final Lids lids;
  private final Timer latency;

  WhapiClient(
      WhapiProperties settings,
      Channels channels,
      WhapiHttp http,
      ReadMarks readMarks,
      Lids lids,
      MeterRegistry registry) {
    this.settings = settings;
    this.channels = channels;
    this.http = http;
    this.readMarks = readMarks;
    this.lids = lids;
    this.latency = registry.timer("balas.sender.provider.latency");
  }

  /// A message that stands in the provider's history; `sha256` is of its file, in Base64.
  public record Sent(String messageId, String source, Content content, @Nullable String sha256) {}

  /// What the provider's list says.
  public sealed interface Listing {}

  /// All of the chat's messages that are from us, the oldest first.
  public record Listed(List<Sent> sent) implements Listing {}

  /// The provider takes no question about this chat, now or later.
  public record WillNotTell(String reason) implements Listing {}

  public Duration longestCall() {
    return settings.longestCall();
  }

  /// How far the provider's clock is ahead of ours, by the last answer.
  public Duration clockAhead(String channelName) {
    Channel channel = channels.named(channelName);
    return channel == null ? Duration.ZERO : channel.clockAhead();
  }

  /// Never throws for what the provider or the network did: that is the result.
  public SendResult send(OutboundMessage message) {
    Channel channel = channels.named(message.channel());
    if (channel == null) {
      return new SendResult.ChannelDown(
          Trouble.REMOVED, "WHAPI_CHANNELS names no channel " + message.channel());
    }
    return switch (SendCall.of(message, settings.typingTime())) {
      case SendCall.Refused(String reason) -> {
        channel.notCalled();
        yield new SendResult.Rejected(reason);
      }
      case SendCall.Ready call -> call(channel, call, message);
    };
  }

  private SendResult call(Channel channel, SendCall.Ready call, OutboundMessage message) {
    long begun = System.nanoTime();
    SendResult result = traced(channel, call);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    latency.record(took);
    channel.told(result, took);
    if (result instanceof SendResult.Accepted) {
      readMarks.answered(channel, message);
    }
    return result;
  }

  private SendResult traced(Channel channel, SendCall.Ready call) {
    try (Step step = Traces.begin("POST " + call.path(), SpanKind.CLIENT)) {
      SendResult result = post(channel, call);
      step.tell("result", result.getClass().getSimpleName());
      if (!(result instanceof SendResult.Accepted)) {
        step.failed(result.getClass().getSimpleName());
      }
      return result;
    }
  }

  private SendResult post(Channel channel, SendCall.Ready call) {
    try {
      return http.post(channel, call.path(), call.json()).result();
    } catch (IOException e) {
      return failed(e);
    }
  }

  static SendResult failed(IOException e) {
    String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
    return wasNeverWritten(e) ? new SendResult.NotSent(reason) : new SendResult.Unknown(reason);
  }

  private static boolean wasNeverWritten(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof HttpConnectTimeoutException
          || cause instanceof UnresolvedAddressException
          || cause instanceof SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }

  /// What the provider has sent to the chat in that time of its own clock; a chat that it does not
  /// know has none. Throws [CannotAsk] when it does not tell now.
  public Listing sentBetween(ChatKey chat, Instant from, Instant to) {
    Channel channel = channels.named(chat.channel());
    if (channel == null) {
      throw new CannotAsk("WHAPI_CHANNELS names no channel " + chat.channel(), null);
    }
    List<Sent> sent = new ArrayList<>();
    String address =
        "/messages/list/%s?from_me=true&sort=asc&count=%d&time_from=%d&time_to=%d"
            .formatted(chat.chatId(), PAGE, from.getEpochSecond(), to.getEpochSecond());
    for (int page = 0; page < MOST_PAGES; page++) {
      WhapiAnswer answer = http.get(channel, address + "&offset=" + page * PAGE);
      if (answer.saysNotFound()) {
        return new Listed(sent);
      }
      if (answer.status() != 404 && answer.result() instanceof SendResult.Rejected(String reason)) {
        return new WillNotTell(reason);
      }
      JsonNode messages = answer.json().path("messages");
      // Silence is no "no": only a list without the message says that it was not sent.
      if (answer.status() != 200 || !messages.isArray()) {
        throw new CannotAsk("the provider's list answered " + answer.reason(), null);
      }
      for (JsonNode message : messages) {
        sent.add(ListedContent.sent(message));
      }
      if (messages.size() < PAGE) {
        return new Listed(sent);
      }
    }
    throw new CannotAsk(
        "the provider lists more than " + MOST_PAGES * PAGE + " messages of the chat", null);
  }

  /// The other name of a chat with one person: the hidden number's (`@lid`) of a phone's, or the
  /// phone's of a hidden one's. Empty when the provider knows none. Throws [CannotAsk] when it does
  /// not tell now.
  public Optional<ChatKey> otherName(ChatKey chat) {
    Channel channel = channels.named(chat.channel());
    return channel == null || !chat.isPrivate()
        ? Optional.empty()
        : lids.otherName(channel, chat.chatId()).map(id -> new ChatKey(chat.channel(), id));
  }
}
