package id.balas.sender.channel;

import id.balas.events.OutboundMessage;
import id.balas.sender.channel.SendResult.Trouble;
import id.balas.service.telemetry.TraceSpan;
import id.balas.service.telemetry.Traces;
import id.balas.whapi.WhapiAnswer;
import id.balas.whapi.WhapiHttp;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.springframework.stereotype.Component;

/// Sends a message to Whapi once. Whapi has no idempotency key, so a lost response leaves only the
/// content to recognise the message by.
@Component
public class MessageSender {

  private final Duration typingTime;
  private final Channels channels;
  private final WhapiHttp http;
  private final ReadMarks readMarks;
  private final Timer latency;

  MessageSender(
      SendingProperties settings,
      Channels channels,
      WhapiHttp http,
      ReadMarks readMarks,
      MeterRegistry registry) {
    this.typingTime = settings.typingTime();
    this.channels = channels;
    this.http = http;
    this.readMarks = readMarks;
    this.latency = registry.timer("balas.sender.provider.latency");
  }

  /// The time limit of one call.
  public Duration longestCall() {
    return http.longestCall();
  }

  /// Returns provider and network failures as results instead of throwing them.
  public SendResult send(OutboundMessage message) {
    Channel channel = channels.named(message.channel());
    if (channel == null) {
      return new SendResult.ChannelDown(
          Trouble.REMOVED, "WHAPI_CHANNELS names no channel " + message.channel());
    }
    return switch (SendCall.of(message, typingTime)) {
      case SendCall.Invalid(String reason) -> new SendResult.Invalid(reason);
      case SendCall.Ready call -> call(channel, call, message);
    };
  }

  private SendResult call(Channel channel, SendCall.Ready call, OutboundMessage message) {
    long begun = System.nanoTime();
    SendResult result = traced(channel, call);
    latency.record(Duration.ofNanos(System.nanoTime() - begun));
    if (result instanceof SendResult.Accepted) {
      readMarks.answered(channel, message);
    }
    return result;
  }

  private SendResult traced(Channel channel, SendCall.Ready call) {
    try (TraceSpan step = Traces.begin(call.method() + " " + call.path(), SpanKind.CLIENT)) {
      SendResult result = post(channel, call);
      step.attribute("result", result.getClass().getSimpleName());
      if (!(result instanceof SendResult.Accepted)) {
        step.failed(result.getClass().getSimpleName());
      }
      return result;
    }
  }

  private SendResult post(Channel channel, SendCall.Ready call) {
    try {
      WhapiAnswer answer = http.send(channel.name(), call.method(), call.path(), call.json());
      return call.isAct() ? SendResult.ofAct(answer) : SendResult.of(answer);
    } catch (IOException e) {
      return failed(e);
    }
  }

  // The HTTP client quotes what it could not read, such as the bytes of a TLS alert with NUL.
  static SendResult failed(IOException e) {
    String reason = WhapiAnswer.shortReason(e.getClass().getSimpleName() + ": " + e.getMessage());
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
}
