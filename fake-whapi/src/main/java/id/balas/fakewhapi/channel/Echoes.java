package id.balas.fakewhapi.channel;

import id.balas.fakewhapi.faults.FaultKind;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.model.Person;
import id.balas.fakewhapi.model.StoredMessage;
import id.balas.fakewhapi.model.Ticks;
import id.balas.fakewhapi.webhook.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reports a message sent by API: first its echo, then its statuses.
public final class Echoes {

  private static final Duration STATUS_INTERVAL = Duration.ofMillis(500);
  private static final Duration FAILED_BEFORE = Duration.ofMillis(300);
  private static final double SHARE_BEFORE = 0.1;
  private static final double SHARE_UNTIDY = 0.1;
  // The three of 28 echoes that preceded the response.
  private static final long[] BEFORE_MILLIS = {600, 2_100, 4_100};

  private final FakeContext fake;
  private final Duration echoDelay;

  public Echoes(FakeContext fake) {
    this.fake = fake;
    Duration after = fake.defaults().echoAfter();
    this.echoDelay = after == null ? ChannelDefaults.USUAL_ECHO : after;
  }

  /// Call it when the message is stored; run the result after the response is sent. If the echo
  /// precedes the response, this call blocks until the echo is out.
  public @Nullable Runnable of(Channel channel, StoredMessage message) {
    if (channel.callbacks().hits(FaultKind.FAILED_FIRST, message.chatId())) {
      channel.callbacks().publish(Notice.status(message, failed(message)));
      LockSupport.parkNanos(FAILED_BEFORE.toNanos());
      return null;
    }
    EchoMode mode = channel.echoes();
    if (mode == EchoMode.OFF && !channel.sendsStatuses()) {
      return null;
    }
    ObjectNode asSent = message.json();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    if (mode == EchoMode.AS_LOGGED && random.nextDouble() < SHARE_BEFORE) {
      channel.callbacks().publish(Notice.echo(message, asSent));
      LockSupport.parkNanos(
          Duration.ofMillis(BEFORE_MILLIS[random.nextInt(BEFORE_MILLIS.length)]).toNanos());
      return () -> statuses(channel, message, Duration.ZERO);
    }
    Duration wait =
        mode == EchoMode.AS_LOGGED ? Duration.ofMillis(random.nextLong(270, 430)) : echoDelay;
    return () -> {
      if (mode != EchoMode.OFF) {
        fake.timer().after(wait, () -> channel.callbacks().publish(Notice.echo(message, asSent)));
      }
      statuses(channel, message, wait);
    };
  }

  private void statuses(Channel channel, StoredMessage message, Duration wait) {
    if (!channel.sendsStatuses()) {
      return;
    }
    Duration at = wait;
    for (Ticks reached : statuses(channel.echoes())) {
      at = at.plus(STATUS_INTERVAL);
      fake.timer().after(at, () -> reach(channel, message, reached));
    }
  }

  // The order is not guaranteed, and a status may be duplicated.
  public static List<Ticks> statuses(EchoMode mode) {
    List<Ticks> statuses = new ArrayList<>(List.of(Ticks.SENT, Ticks.DELIVERED, Ticks.READ));
    ThreadLocalRandom random = ThreadLocalRandom.current();
    if (mode == EchoMode.AS_LOGGED && random.nextDouble() < SHARE_UNTIDY) {
      statuses.add(statuses.get(random.nextInt(statuses.size())));
    }
    if (mode == EchoMode.AS_LOGGED && random.nextDouble() < SHARE_UNTIDY) {
      Collections.swap(statuses, random.nextInt(statuses.size() - 1), statuses.size() - 1);
    }
    return statuses;
  }

  // In a group, each member who saw the message is reported.
  private void reach(Channel channel, StoredMessage message, Ticks reached) {
    message.advance(reached);
    List<String> viewers =
        reached == Ticks.SENT
            ? List.of()
            : channel.people().find(message.chatId()).map(Person::members).orElse(List.of());
    if (viewers.isEmpty()) {
      channel.callbacks().publish(Notice.status(message, status(message, reached)));
    }
    viewers.forEach(viewer ->
        channel
            .callbacks()
            .publish(Notice.status(message, status(message, reached).put("viewer_id", viewer))));
    fake.events().publish("bubble", () -> message.bubble(channel.name()));
  }

  private static ObjectNode failed(StoredMessage message) {
    return status(message, Ticks.PENDING).put("code", 0).put("status", "failed");
  }

  // The time is a string here.
  public static ObjectNode status(StoredMessage message, Ticks reached) {
    return Json.object()
        .put("id", message.id())
        .put("code", reached.code())
        .put("status", reached.text())
        .put("recipient_id", message.chatId())
        .put("timestamp", "" + Instant.now().getEpochSecond());
  }
}
