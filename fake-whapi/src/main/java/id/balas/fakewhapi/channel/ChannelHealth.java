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

/// The current health of each channel. Changes are sent as webhooks, as the provider does, and to
/// the phone page.
public final class ChannelHealth {

  private static final String QR_CODE =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5C"
          + "YII=";

  private final Channels channels;
  private final Faults faults;
  private final PageEvents events;
  private final Map<Channel, Health> reported = new HashMap<>();

  public ChannelHealth(Channels channels, FakeContext fake) {
    this.channels = channels;
    this.faults = fake.faults();
    this.events = fake.events();
  }

  /// A fault that logs the channel out shows in its health.
  public Health of(Channel channel) {
    return faults.isActive(FaultKind.LOGGED_OUT, channel.name()) ? Health.QR : channel.health();
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
  public synchronized void reportChanges() {
    for (Channel channel : channels.all()) {
      Health now = of(channel);
      Health before = reported.getOrDefault(channel, Health.AUTH);
      reported.put(channel, now);
      if (now != before) {
        report(channel, before, now);
      }
    }
  }

  private void report(Channel channel, Health before, Health now) {
    Callbacks callbacks = channel.callbacks();
    callbacks.publish(Notice.of("channel", "post", channel.healthJson(now), null));
    if (now == Health.QR) {
      callbacks.publish(Notice.of("channel", "patch", qr(), null));
    }
    if (now == Health.AUTH || before == Health.AUTH) {
      ObjectNode user = Json.object().put("id", channel.number()).put("name", "Balas");
      callbacks.publish(Notice.of("users", now == Health.AUTH ? "post" : "delete", user, null));
    }
    events.publish("channel", () -> json(channel));
  }

  /// A placeholder QR code that no phone can scan.
  public static ObjectNode qr() {
    return Json.object()
        .put("status", "OK")
        .put("base64", QR_CODE)
        .put("rowdata", "2@fake")
        .put("expire", 20);
  }
}
