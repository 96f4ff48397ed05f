package id.balas.fakewhapi.channel;

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

  private static final Duration BETWEEN_STATUSES = Duration.ofMillis(500);
  private static final double SHARE_BEFORE = 0.1;
  private static final double SHARE_UNTIDY = 0.1;
  // The three of 28 echoes that preceded the response.
  private static final long[] BEFORE_MILLIS = {600, 2_100, 4_100};

  private final FakeContext around;
  private final Duration usual;

  public Echoes(FakeContext around) {
    this.around = around;
    Duration after = around.defaults().echoAfter();
    this.usual = after == null ? ChannelDefaults.USUAL_ECHO : after;
  }

  /// Call it when the message is stored; run the result after the response is sent. If the echo
  /// precedes the response, this call blocks until the echo is out.
  public @Nullable Runnable of(Channel channel, StoredMessage message) {
    EchoMode mode = channel.echoes();
    if (mode == EchoMode.OFF && !channel.tellsStatuses()) {
      return null;
    }
    ObjectNode asSent = message.json();
    ThreadLocalRandom random = ThreadLocalRandom.current();
    if (mode == EchoMode.AS_LOGGED && random.nextDouble() < SHARE_BEFORE) {
      channel.callbacks().tell(Notice.echo(message, asSent));
      LockSupport.parkNanos(
          Duration.ofMillis(BEFORE_MILLIS[random.nextInt(BEFORE_MILLIS.length)]).toNanos());
      return () -> statuses(channel, message, Duration.ZERO);
    }
    Duration wait =
        mode == EchoMode.AS_LOGGED ? Duration.ofMillis(random.nextLong(270, 430)) : usual;
    return () -> {
      if (mode != EchoMode.OFF) {
        around.timer().after(wait, () -> channel.callbacks().tell(Notice.echo(message, asSent)));
      }
      statuses(channel, message, wait);
    };
  }

  private void statuses(Channel channel, StoredMessage message, Duration wait) {
    if (!channel.tellsStatuses()) {
      return;
    }
    Duration at = wait;
    for (Ticks reached : course(channel.echoes())) {
      at = at.plus(BETWEEN_STATUSES);
      around.timer().after(at, () -> reach(channel, message, reached));
    }
  }

  // The order is not guaranteed, and a status may be duplicated.
  public static List<Ticks> course(EchoMode mode) {
    List<Ticks> course = new ArrayList<>(List.of(Ticks.SENT, Ticks.DELIVERED, Ticks.READ));
    ThreadLocalRandom random = ThreadLocalRandom.current();
    if (mode == EchoMode.AS_LOGGED && random.nextDouble() < SHARE_UNTIDY) {
      course.add(course.get(random.nextInt(course.size())));
    }
    if (mode == EchoMode.AS_LOGGED && random.nextDouble() < SHARE_UNTIDY) {
      Collections.swap(course, random.nextInt(course.size() - 1), course.size() - 1);
    }
    return course;
  }

  // In a group, each member who saw the message is reported.
  private void reach(Channel channel, StoredMessage message, Ticks reached) {
    message.reach(reached);
    List<String> viewers =
        reached == Ticks.SENT
            ? List.of()
            : channel.people().find(message.chatId()).map(Person::members).orElse(List.of());
    if (viewers.isEmpty()) {
      channel.callbacks().tell(Notice.status(message, status(message, reached)));
    }
    viewers.forEach(viewer ->
        channel
            .callbacks()
            .tell(Notice.status(message, status(message, reached).put("viewer_id", viewer))));
    around.events().tell("bubble", () -> message.bubble(channel.name()));
  }

  // The time is a string here.
  public static ObjectNode status(StoredMessage message, Ticks reached) {
    return Json.object()
        .put("id", message.id())
        .put("code", reached.code())
        .put("status", reached.written())
        .put("recipient_id", message.chatId())
        .put("timestamp", "" + Instant.now().getEpochSecond());
  }
}
