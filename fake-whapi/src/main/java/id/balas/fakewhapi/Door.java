package id.balas.fakewhapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Handles a call: finds its channel, applies faults, and records what the caller sees.
final class Door {

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
  private final Healths healths;
  private final Surroundings around;
  private final ProviderApi provider;

  Door(Channels channels, Healths healths, Surroundings around) {
    this.channels = channels;
    this.healths = healths;
    this.around = around;
    this.provider = new ProviderApi(healths, around);
  }

  void serve(Call call, HttpExchange exchange) throws IOException {
    Instant at = Instant.now();
    long begun = System.nanoTime();
    Seen seen = seen(call);
    trace(call, seen, exchange, at, begun);
    // A disconnected caller stops nothing.
    try {
      if (seen.ending() == Seen.Ending.ANSWER) {
        seen.answer().write(exchange);
      }
    } finally {
      seen.answer().goOn();
      if (seen.ending() == Seen.Ending.SILENCE) {
        LockSupport.parkNanos(SILENCE);
      }
      // Without a response the server drops the connection.
      exchange.close();
    }
  }

  private void trace(Call call, Seen seen, HttpExchange exchange, Instant at, long begun) {
    Answer answer = seen.answer();
    if (answer.messageId() == null) {
      return;
    }
    boolean answered = seen.ending() == Seen.Ending.ANSWER;
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

  private Seen seen(Call call) {
    Trouble trouble = Trouble.NONE;
    try {
      Channel channel = channels.ofToken(token(call));
      trouble = around.faults().meet(channel.name(), call, () -> chatOf(channel, call));
      if (!trouble.equals(Trouble.NONE)) {
        around.events().tell("faults", around.faults()::state);
        healths.tellChanges();
      }
      LockSupport.parkNanos(trouble.delay().toNanos());
      return seen(channel, call, trouble);
    } catch (Refusal refusal) {
      return Seen.answer(Answer.error(refusal, trouble.flat()));
    } catch (RuntimeException e) {
      return Seen.answer(
          Answer.error(new Refusal(500, "internal error", String.valueOf(e)), trouble.flat()));
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
    } catch (Refusal _) {
      return null;
    }
  }

  private Seen seen(Channel channel, Call call, Trouble trouble) {
    return switch (trouble.kind()) {
      case LOST_THEN_TIMEOUT ->
          new Seen(Seen.Ending.SILENCE, Answer.success(), "never answered, nothing stored");
      case DROPPED_BEFORE_STORING ->
          new Seen(Seen.Ending.DROP, Answer.success(), "connection dropped before storing");
      case ERROR_BEFORE_STORING -> throw new Refusal(500, "internal error", null);
      case LOGGED_OUT -> throw new Refusal(401, "need channel authorization", null);
      case REMOVED_CHANNEL -> throw new Refusal(404, "Channel not found", null);
      case TRIAL_LIMIT -> throw new Refusal(402, "trial version limit exceeded", null);
      case TOO_MANY_REQUESTS -> Seen.answer(tooMany(trouble));
      case BAD_GATEWAY -> Seen.answer(Answer.of(502, "text/html", BAD_GATEWAY.getBytes(UTF_8)));
      case SENT_FALSE -> Seen.answer(Answer.of(200, Json.object().put("sent", false)));
      case STORED_THEN_TIMEOUT ->
          new Seen(Seen.Ending.SILENCE, done(channel, call), "stored, never answered");
      case DROPPED_AFTER_STORING ->
          new Seen(Seen.Ending.DROP, done(channel, call), "connection dropped after storing");
      case ERROR_AFTER_STORING ->
          new Seen(
              Seen.Ending.ANSWER,
              instead(done(channel, call), trouble),
              "stored, answered with an error");
      case null, default -> Seen.answer(done(channel, call));
    };
  }

  private Answer done(Channel channel, Call call) {
    call.checkSize();
    if (call.needsWhatsApp() && channel.health() != Health.AUTH) {
      throw new Refusal(401, "need channel authorization", null);
    }
    return provider.answer(channel, call);
  }

  private static Answer tooMany(Trouble trouble) {
    Answer answer = Answer.error(new Refusal(429, "too many requests", null), trouble.flat());
    return trouble.retryAfter() == null
        ? answer
        : answer.with("Retry-After", "" + trouble.retryAfter());
  }

  private static Answer instead(Answer stored, Trouble trouble) {
    Answer error = Answer.error(new Refusal(500, "internal error", null), trouble.flat());
    return stored.messageId() == null ? error : error.about(stored.messageId()).then(stored::goOn);
  }
}
