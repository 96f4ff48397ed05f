package id.balas.fakewhapi.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.channel.ChannelHealth;
import id.balas.fakewhapi.channel.Channels;
import id.balas.fakewhapi.channel.FakeContext;
import id.balas.fakewhapi.channel.Health;
import id.balas.fakewhapi.faults.FaultEffect;
import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Response;
import id.balas.fakewhapi.page.Exchange;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Handles a call: finds its channel, applies faults, and records what the caller sees.
public final class ProviderEndpoint {

  private static final long SILENCE = TimeUnit.SECONDS.toNanos(60);
  private static final String BAD_GATEWAY =
      """
      <html>
      <head><title>502 Bad Gateway</title></head>
      <body>
      <center><h1>502 Bad Gateway</h1></center>
      <hr><center>nginx</center>
      </body>
      </html>
      """;

  private final Channels channels;
  private final ChannelHealth healths;
  private final FakeContext around;
  private final ProviderApi provider;

  public ProviderEndpoint(Channels channels, ChannelHealth healths, FakeContext around) {
    this.channels = channels;
    this.healths = healths;
    this.around = around;
    this.provider = new ProviderApi(healths, around);
  }

  public void serve(Call call, HttpExchange exchange) throws IOException {
    Instant at = Instant.now();
    long begun = System.nanoTime();
    ObservedOutcome seen = seen(call);
    trace(call, seen, exchange, at, begun);
    // A disconnected caller stops nothing.
    try {
      if (seen.ending() == ObservedOutcome.Ending.ANSWER) {
        seen.answer().write(exchange);
      }
    } finally {
      seen.answer().goOn();
      if (seen.ending() == ObservedOutcome.Ending.SILENCE) {
        LockSupport.parkNanos(SILENCE);
      }
      // Without a response the server drops the connection.
      exchange.close();
    }
  }

  private void trace(
      Call call, ObservedOutcome seen, HttpExchange exchange, Instant at, long begun) {
    Response answer = seen.answer();
    if (answer.messageId() == null) {
      return;
    }
    boolean answered = seen.ending() == ObservedOutcome.Ending.ANSWER;
    around
        .exchanges()
        .add(
            answer.messageId(),
            new Exchange(
                "call",
                at,
                (System.nanoTime() - begun) / 1_000_000,
                1,
                call.method(),
                exchange.getRequestURI().toString(),
                call.headers(),
                call.body(),
                answered ? answer.status() : null,
                answered ? answer.body() : new byte[0],
                seen.note()));
  }

  private ObservedOutcome seen(Call call) {
    FaultEffect trouble = FaultEffect.NONE;
    try {
      Channel channel = channels.ofToken(token(call));
      trouble = around.faults().meet(channel.name(), call, () -> chatOf(channel, call));
      if (!trouble.equals(FaultEffect.NONE)) {
        around.events().tell("faults", around.faults()::state);
        healths.tellChanges();
      }
      LockSupport.parkNanos(trouble.delay().toNanos());
      return seen(channel, call, trouble);
    } catch (ErrorResponseException refusal) {
      return ObservedOutcome.answer(Response.error(refusal, trouble.flat()));
    } catch (RuntimeException e) {
      return ObservedOutcome.answer(
          Response.error(
              new ErrorResponseException(500, "internal error", String.valueOf(e)),
              trouble.flat()));
    }
  }

  private static @Nullable String token(Call call) {
    String authorization = call.header("Authorization");
    return authorization != null && authorization.startsWith("Bearer ")
        ? authorization.substring("Bearer ".length())
        : call.query().get("token");
  }

  // An unreadable call has no chat; it is refused later.
  private static @Nullable String chatOf(Channel channel, Call call) {
    try {
      return ChatOfCall.read(channel, call);
    } catch (ErrorResponseException _) {
      return null;
    }
  }

  private ObservedOutcome seen(Channel channel, Call call, FaultEffect trouble) {
    return switch (trouble.kind()) {
      case LOST_THEN_TIMEOUT ->
          new ObservedOutcome(
              ObservedOutcome.Ending.SILENCE, Response.success(), "never answered, nothing stored");
      case DROPPED_BEFORE_STORING ->
          new ObservedOutcome(
              ObservedOutcome.Ending.DROP, Response.success(), "connection dropped before storing");
      case ERROR_BEFORE_STORING -> throw new ErrorResponseException(500, "internal error", null);
      case LOGGED_OUT -> throw new ErrorResponseException(401, "need channel authorization", null);
      case REMOVED_CHANNEL -> throw new ErrorResponseException(404, "Channel not found", null);
      case TRIAL_LIMIT ->
          throw new ErrorResponseException(402, "trial version limit exceeded", null);
      case TOO_MANY_REQUESTS -> ObservedOutcome.answer(tooMany(trouble));
      case BAD_GATEWAY ->
          ObservedOutcome.answer(Response.of(502, "text/html", BAD_GATEWAY.getBytes(UTF_8)));
      case SENT_FALSE -> ObservedOutcome.answer(Response.of(200, Json.object().put("sent", false)));
      case STORED_THEN_TIMEOUT ->
          new ObservedOutcome(
              ObservedOutcome.Ending.SILENCE, done(channel, call), "stored, never answered");
      case DROPPED_AFTER_STORING ->
          new ObservedOutcome(
              ObservedOutcome.Ending.DROP, done(channel, call), "connection dropped after storing");
      case ERROR_AFTER_STORING ->
          new ObservedOutcome(
              ObservedOutcome.Ending.ANSWER,
              instead(done(channel, call), trouble),
              "stored, answered with an error");
      case null, default -> ObservedOutcome.answer(done(channel, call));
    };
  }

  private Response done(Channel channel, Call call) {
    call.checkSize();
    if (call.needsWhatsApp() && channel.health() != Health.AUTH) {
      throw new ErrorResponseException(401, "need channel authorization", null);
    }
    return provider.answer(channel, call);
  }

  private static Response tooMany(FaultEffect trouble) {
    Response answer =
        Response.error(new ErrorResponseException(429, "too many requests", null), trouble.flat());
    return trouble.retryAfter() == null
        ? answer
        : answer.with("Retry-After", "" + trouble.retryAfter());
  }

  private static Response instead(Response stored, FaultEffect trouble) {
    Response error =
        Response.error(new ErrorResponseException(500, "internal error", null), trouble.flat());
    return stored.messageId() == null ? error : error.about(stored.messageId()).then(stored::goOn);
  }
}
