package id.balas.sender.simulation;

import id.balas.events.OutboundMessage;
import id.balas.events.value.ChatKey;
import id.balas.sender.channel.SendResult;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.Finding;
import id.balas.sender.reconciliation.ContentMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The provider. It may store a message without a usable response, and may store it late. [Judge]
/// reads its history.
final class ModelProvider {

  private static final int STORED_AFTER_THE_ANSWER = 10_000;

  record Stored(String messageId, OutboundMessage message, long at) {}

  private final Schedule world;
  private final Map<ChatKey, List<Stored>> history = new HashMap<>();
  // The number of calls per chat whose message may still be stored.
  private final Map<ChatKey, Integer> open = new HashMap<>();
  private int ids;

  ModelProvider(Schedule world) {
    this.world = world;
  }

  /// Responds after some time, unless the caller dies.
  void call(ModelInstance caller, OutboundMessage message, Consumer<SendResult> answer) {
    if (open.getOrDefault(message.chat(), 0) > 0) {
      throw new FlawException(
          message.id() + " is called while an earlier call of its chat can still be stored");
    }
    Odds odds = world.odds;
    long quick = world.millis(0, 50);
    if (world.isDown(message.channel())) {
      caller.step(
          quick,
          () -> answer.accept(new SendResult.ChannelDown(SendResult.Trouble.UNLINKED, "401")));
    } else if (world.happens(odds.rejected())) {
      caller.step(quick, () -> answer.accept(new SendResult.Rejected("400")));
    } else if (world.happens(odds.notSent())) {
      caller.step(quick, () -> answer.accept(new SendResult.NotSent("refused")));
    } else if (world.happens(odds.throttled())) {
      Duration wanted = world.happens(0.5) ? Duration.ofMillis(world.millis(0, 90_000)) : null;
      caller.step(quick, () -> answer.accept(new SendResult.Throttled("429", wanted)));
    } else if (world.happens(odds.lost())) {
      long took = world.millis(0, world.longestCall);
      if (world.happens(0.5)) {
        long later = took + (world.happens(0.5) ? world.millis(0, STORED_AFTER_THE_ANSWER) : 0);
        storeIn(later, caller, message, nextId());
      }
      caller.step(took, () -> answer.accept(new SendResult.Unknown("no answer")));
    } else {
      long took = world.happens(0.1) ? world.millis(0, world.longestCall) : quick;
      String id = nextId();
      storeIn(world.millis(0, (int) took), caller, message, id);
      caller.step(took, () -> answer.accept(new SendResult.Accepted(id)));
    }
  }

  private void storeIn(long delay, ModelInstance caller, OutboundMessage message, String id) {
    open.merge(message.chat(), 1, Integer::sum);
    world.agenda.in(
        delay,
        () -> {
          open.merge(message.chat(), -1, Integer::sum);
          // The request of a dead process may or may not have reached the provider.
          if (!caller.isDead() || world.happens(0.5)) {
            of(message.chat()).add(new Stored(id, message, world.agenda.now()));
          }
        });
  }

  private String nextId() {
    return "W" + ids++;
  }

  /// Like [Reconciliation]: the oldest equal message that belongs to no delivery yet.
  Finding find(Delivery delivery, Instant from, Instant to) {
    OutboundMessage message = delivery.message();
    for (Stored stored : of(message.chat())) {
      Instant at = Instant.ofEpochMilli(stored.at());
      if (!at.isBefore(from)
          && !at.isAfter(to)
          && ContentMatcher.of(message.content(), stored.message().content())
          && !world.database.isAttributed(stored.messageId())) {
        return new Finding.Found(stored.messageId(), "list " + stored.messageId());
      }
    }
    return new Finding.Missing("not in the list");
  }

  List<Stored> of(ChatKey chat) {
    return history.computeIfAbsent(chat, _ -> new ArrayList<>());
  }
}
