package id.balas.sender.channel;

import id.balas.events.value.ChatKey;
import id.balas.whapi.WhapiAnswer;
import id.balas.whapi.WhapiHttp;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Shows "typing…" to a customer (`PUT /presences/{chat}`). Best effort: it waits for no message
/// and is never retried. It is skipped while too many calls run or the channel is down.
@Component
public class TypingSignals {

  /// WhatsApp shows it for this long, unless a message or the end of typing comes first.
  public static final Duration SHOWN_FOR = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(TypingSignals.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
  private static final int MOST_CALLS = 16;
  private static final int MOST_CHATS = 10_000;

  private final WhapiHttp http;
  private final Channels channels;
  private final Clock clock;
  private final Semaphore calls = new Semaphore(MOST_CALLS);
  private final Map<ChatKey, Instant> shown = new ConcurrentHashMap<>();
  private final Counter done;
  private final Counter failed;
  private final Counter skipped;

  TypingSignals(WhapiHttp http, Channels channels, MeterRegistry registry, Clock clock) {
    this.http = http;
    this.channels = channels;
    this.clock = clock;
    this.done = registry.counter("balas.sender.typing", "outcome", "shown");
    this.failed = registry.counter("balas.sender.typing", "outcome", "failed");
    this.skipped = registry.counter("balas.sender.typing", "outcome", "skipped");
  }

  /// Returns at once. A repetition within 5 seconds makes no call.
  public void show(ChatKey chat, boolean isTyping) {
    if (isTyping ? !isDue(chat) : shown.remove(chat) == null) {
      return;
    }
    Channel channel = channels.named(chat.channel());
    if (channel == null || !(channel.state() instanceof Channel.Up) || !calls.tryAcquire()) {
      skipped.increment();
      return;
    }
    Thread.ofVirtual().name("typing").start(() -> call(chat, isTyping));
  }

  private boolean isDue(ChatKey chat) {
    Instant now = clock.instant();
    if (shown.size() > MOST_CHATS) {
      shown.values().removeIf(at -> at.plus(SHOWN_FOR).isBefore(now));
    }
    Instant kept =
        shown.merge(chat, now, (last, next) -> last.plus(AGAIN_AFTER).isAfter(next) ? last : next);
    return kept.equals(now);
  }

  private void call(ChatKey chat, boolean isTyping) {
    try {
      String body =
          isTyping
              ? "{\"presence\":\"typing\",\"delay\":" + SHOWN_FOR.toSeconds() + "}"
              : "{\"presence\":\"pause\"}";
      WhapiAnswer answer =
          http.send(
              chat.channel(),
              "PUT",
              "/presences/" + chat.chatId(),
              body.getBytes(StandardCharsets.UTF_8));
      (answer.isOk() ? done : failed).increment();
    } catch (IOException | RuntimeException e) {
      failed.increment();
      log.debug("Typing not shown chatId={}: {}", chat.masked(), e.toString());
    } finally {
      calls.release();
    }
  }
}
