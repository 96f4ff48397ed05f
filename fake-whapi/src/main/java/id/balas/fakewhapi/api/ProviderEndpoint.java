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

  private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(60);
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
  private final ChannelHealth channelHealth;
  private final FakeContext fake;
  private final ProviderApi provider;

  public ProviderEndpoint(Channels channels, ChannelHealth channelHealth, FakeContext fake) {
    this.channels = channels;
    this.channelHealth = channelHealth;
    this.fake = fake;
    this.provider = new ProviderApi(channelHealth, fake);
  }

  public void serve(Call call, HttpExchange exchange) throws IOException {
    Instant at = Instant.now();
    long started = System.nanoTime();
    ObservedOutcome outcome = outcome(call);
    record(call, outcome, exchange, at, started);
    // A disconnected caller stops nothing.
    try {
      if (outcome.ending() == ObservedOutcome.Ending.RESPONSE) {
        outcome.response().write(exchange);
      }
    } finally {
      outcome.response().runNext();
      if (outcome.ending() == ObservedOutcome.Ending.TIMEOUT) {
        LockSupport.parkNanos(TIMEOUT);
      }
      // Without a response the server drops the connection.
      exchange.close();
    }
  }

  private void record(
      Call call, ObservedOutcome outcome, HttpExchange exchange, Instant at, long started) {
    Response response = outcome.response();
    if (response.messageId() == null) {
      return;
    }
    boolean responded = outcome.ending() == ObservedOutcome.Ending.RESPONSE;
    fake.exchanges()
        .add(
            response.messageId(),
            new Exchange(
                "call",
                at,
                (System.nanoTime() - started) / 1_000_000,
                1,
                call.method(),
                exchange.getRequestURI().toString(),
                call.headers(),
                call.body(),
                responded ? response.status() : null,
                responded ? response.body() : new byte[0],
                outcome.note()));
  }

  private ObservedOutcome outcome(Call call) {
    FaultEffect effect = FaultEffect.NONE;
    try {
      Channel channel = channels.withToken(token(call));
      effect = fake.faults().apply(channel.name(), call, () -> chatOf(channel, call));
      if (!effect.equals(FaultEffect.NONE)) {
        fake.events().publish("faults", fake.faults()::state);
        channelHealth.reportChanges();
      }
      LockSupport.parkNanos(effect.delay().toNanos());
      return outcome(channel, call, effect);
    } catch (ErrorResponseException exception) {
      return ObservedOutcome.of(Response.error(exception, effect.flat()));
    } catch (RuntimeException e) {
      return ObservedOutcome.of(
          Response.error(
              new ErrorResponseException(500, "internal error", String.valueOf(e)), effect.flat()));
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

  private ObservedOutcome outcome(Channel channel, Call call, FaultEffect effect) {
    return switch (effect.kind()) {
      case LOST_THEN_TIMEOUT ->
          new ObservedOutcome(
              ObservedOutcome.Ending.TIMEOUT, Response.success(), "no response, nothing stored");
      case DROPPED_BEFORE_STORING ->
          new ObservedOutcome(
              ObservedOutcome.Ending.CONNECTION_DROPPED,
              Response.success(),
              "connection dropped before storing");
      case ERROR_BEFORE_STORING -> throw new ErrorResponseException(500, "internal error", null);
      case LOGGED_OUT -> throw new ErrorResponseException(401, "need channel authorization", null);
      case REMOVED_CHANNEL -> throw new ErrorResponseException(404, "Channel not found", null);
      case TRIAL_LIMIT ->
          throw new ErrorResponseException(402, "trial version limit exceeded", null);
      case TOO_MANY_REQUESTS -> ObservedOutcome.of(tooManyRequests(effect));
      case BAD_GATEWAY ->
          ObservedOutcome.of(Response.of(502, "text/html", BAD_GATEWAY.getBytes(UTF_8)));
      case SENT_FALSE -> ObservedOutcome.of(Response.of(200, Json.object().put("sent", false)));
      case STORED_THEN_TIMEOUT ->
          new ObservedOutcome(
              ObservedOutcome.Ending.TIMEOUT, execute(channel, call), "stored, no response");
      case DROPPED_AFTER_STORING ->
          new ObservedOutcome(
              ObservedOutcome.Ending.CONNECTION_DROPPED,
              execute(channel, call),
              "connection dropped after storing");
      case ERROR_AFTER_STORING ->
          new ObservedOutcome(
              ObservedOutcome.Ending.RESPONSE,
              replaceByError(execute(channel, call), effect),
              "stored, error returned");
      case null, default -> ObservedOutcome.of(execute(channel, call));
    };
  }

  private Response execute(Channel channel, Call call) {
    call.checkSize();
    if (call.needsWhatsApp() && channel.health() != Health.AUTH) {
      throw new ErrorResponseException(401, "need channel authorization", null);
    }
    return provider.handle(channel, call);
  }

  private static Response tooManyRequests(FaultEffect effect) {
    Response response =
        Response.error(new ErrorResponseException(429, "too many requests", null), effect.flat());
    return effect.retryAfter() == null
        ? response
        : response.with("Retry-After", "" + effect.retryAfter());
  }

  private static Response replaceByError(Response stored, FaultEffect effect) {
    Response error =
        Response.error(new ErrorResponseException(500, "internal error", null), effect.flat());
    return stored.messageId() == null
        ? error
        : error.about(stored.messageId()).then(stored::runNext);
  }
}
