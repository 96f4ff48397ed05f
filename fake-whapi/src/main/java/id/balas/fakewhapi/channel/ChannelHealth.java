package id.balas.fakewhapi.channel;

import id.balas.fakewhapi.faults.FaultKind;
import id.balas.fakewhapi.faults.Faults;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.page.PageEvents;
import id.balas.fakewhapi.webhook.Callbacks;
import id.balas.fakewhapi.webhook.Notice;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The current health of each channel, faults included. Changes are reported as the provider does.
public final class ChannelHealth {

  private static final String CODE =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5C"
          + "YII=";

  private final Channels channels;
  private final Faults faults;
  private final PageEvents events;
  private final Map<Channel, Health> told = new HashMap<>();

  public ChannelHealth(Channels channels, FakeContext around) {
    this.channels = channels;
    this.faults = around.faults();
    this.events = around.events();
  }

  /// A fault that logs the channel out shows in its health.
  public Health of(Channel channel) {
    return faults.holds(FaultKind.LOGGED_OUT, channel.name()) ? Health.QR : channel.health();
  }

  public ObjectNode json(Channel channel) {
    return channel.json(of(channel));
  }

  public ArrayNode json() {
    ArrayNode list = Json.array();
    channels.all().forEach(channel -> list.add(json(channel)));
    return list;
  }

  /// Call it after any possible change of a channel.
  public synchronized void tellChanges() {
    for (Channel channel : channels.all()) {
      Health now = of(channel);
      Health before = told.getOrDefault(channel, Health.AUTH);
      told.put(channel, now);
      if (now != before) {
        tell(channel, before, now);
      }
    }
  }

  private void tell(Channel channel, Health before, Health now) {
    Callbacks callbacks = channel.callbacks();
    callbacks.tell(Notice.of("channel", "post", channel.healthJson(now), null));
    if (now == Health.QR) {
      callbacks.tell(Notice.of("channel", "patch", qr(), null));
    }
    if (now == Health.AUTH || before == Health.AUTH) {
      ObjectNode user = Json.object().put("id", channel.number()).put("name", "Balas");
      callbacks.tell(Notice.of("users", now == Health.AUTH ? "post" : "delete", user, null));
    }
    events.tell("channel", () -> json(channel));
  }

  /// A QR code; no phone can scan it.
  public static ObjectNode qr() {
    return Json.object()
        .put("status", "OK")
        .put("base64", CODE)
        .put("rowdata", "2@fake")
        .put("expire", 20);
  }
}
