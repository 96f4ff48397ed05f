package id.balas.bot.week;

import id.balas.events.AiCommand.AiAnswered;
import id.balas.events.AiCommand.AiFailed;
import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.MessageStatus;
import id.balas.events.MessageStatus.Status;
import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.OutboundMessage.DeliveryFailed.Kind;
import id.balas.events.WireRecord;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What answers the bot from outside: the sender with the provider, and the AI. Both have outages.
final class Provider {

  private final World world;
  private final Agenda agenda;
  private final Consumer<WireRecord> log;
  private final Random random;
  private final Map<String, Long> epochs = new HashMap<>();
  private long number;

  Provider(World world, Agenda agenda, Consumer<WireRecord> log) {
    this.world = world;
    this.agenda = agenda;
    this.log = log;
    this.random = new Random(world.seed() + 1);
  }

  void epoch(String chat, long epoch) {
    epochs.put(chat, epoch);
  }

  /// Sends the message two seconds later, or when the outage is over.
  void send(OutboundMessage message, Instant now) {
    Instant sends = now.plusSeconds(2);
    if (world.provider().covers(sends)) {
      Instant expires = message.expiresAt();
      if (expires != null && expires.isBefore(world.provider().until())) {
        agenda.at(expires, () -> fail(message, Kind.LATE, expires));
      } else if (random.nextInt(3) == 0) {
        Instant given = sends.plusSeconds(600);
        agenda.at(given, () -> fail(message, Kind.GIVEN_UP, given));
      } else {
        Instant over = world.provider().until();
        agenda.at(over, () -> deliver(message, over));
      }
      return;
    }
    agenda.at(sends, () -> deliver(message, sends));
  }

  private void deliver(OutboundMessage message, Instant at) {
    boolean isOvertaken =
        message.author().isAutomatic() && message.epoch() < epochs.getOrDefault(message.key(), 0L);
    int luck = random.nextInt(1000);
    if (isOvertaken) {
      fail(message, Kind.OVERTAKEN, at);
    } else if (luck < 4) {
      fail(message, Kind.REJECTED, at);
    } else {
      log.accept(status(message, "wa" + number++, Status.ACCEPTED, at));
      if (luck < 7) {
        Instant later = at.plusSeconds(420);
        agenda.at(later, () -> fail(message, Kind.REPORTED, later));
      }
    }
  }

  private void fail(OutboundMessage message, Kind kind, Instant at) {
    log.accept(status(message, null, kind == Kind.OVERTAKEN ? Status.DROPPED : Status.FAILED, at));
    log.accept(
        DeliveryFailed.ofMessage(
            message.channel(),
            message.chatId(),
            message.id(),
            message.author(),
            message.createdAt(),
            message.answersSince(),
            kind,
            at));
  }

  private static MessageStatus status(
      OutboundMessage message, @Nullable String providerId, Status status, Instant at) {
    return MessageStatus.of(
        message.channel(), message.chatId(), providerId, message.id(), status, null, at, null);
  }

  /// The AI answers, leaves it to a person, fails, or is silent until the request times out.
  void ask(ReplyRequest request, Instant now) {
    int luck = random.nextInt(100);
    boolean isOut = world.ai().covers(now);
    Instant at = now.plusSeconds(3 + random.nextInt(7));
    if (isOut ? luck < 50 : luck < 2) {
      agenda.at(at, () -> log.accept(failed(request, at, "the server is down", null)));
    } else if (!isOut && luck < 14) {
      agenda.at(at, () -> log.accept(failed(request, at, "left to a person", true)));
    } else if (!isOut) {
      agenda.at(
          at,
          () ->
              log.accept(
                  new AiAnswered(
                      "ai-" + request.id(),
                      request.channel(),
                      request.chatId(),
                      Issuer.system("ai"),
                      at,
                      List.of(request.id()),
                      request.epoch(),
                      new Content.Text("Pesanan Anda sedang dikirim."),
                      "model")));
    }
  }

  private static AiFailed failed(
      ReplyRequest request, Instant at, String reason, @Nullable Boolean handsOff) {
    return new AiFailed(
        "ai-" + request.id(),
        request.channel(),
        request.chatId(),
        Issuer.system("ai"),
        at,
        List.of(request.id()),
        request.epoch(),
        reason,
        handsOff);
  }
}
