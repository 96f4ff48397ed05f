package id.balas.sender.delivery;

import id.balas.events.OutboundMessage;
import id.balas.sender.whapi.SendResult.Accepted;
import id.balas.sender.whapi.SendResult.ChannelDown;
import id.balas.sender.whapi.SendResult.NotSent;
import id.balas.sender.whapi.SendResult.Rejected;
import id.balas.sender.whapi.SendResult.Throttled;
import id.balas.sender.whapi.SendResult.Unknown;
import id.balas.sender.whapi.WhapiClient;
import id.balas.sender.whapi.WhapiClient.WillNotTell;
import id.balas.sender.whapi.WhapiProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Brings one message one step further: asks for an unknown result, or makes the next call. What was recorded decides
/// what comes next, so a step can be taken again after any crash.
@Component
class Courier {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(60);

  private final Deliveries deliveries;
  private final Reconciliation reconciliation;
  private final WhapiClient whapi;
  private final SenderProperties settings;
  private final Clock clock;
  private final Duration latestStart;

  Courier(
      Deliveries deliveries,
      Reconciliation reconciliation,
      WhapiClient whapi,
      SenderProperties settings,
      WhapiProperties whapiSettings,
      Clock clock) {
    this.deliveries = deliveries;
    this.reconciliation = reconciliation;
    this.whapi = whapi;
    this.settings = settings.checkedAgainst(whapiSettings);
    this.clock = clock;
    this.latestStart = settings.unknownWait().minus(whapiSettings.readTimeout());
  }

  /// Where a step led to.
  sealed interface Progress {}

  /// Nothing more will be done about the message.
  record Finished(Delivery delivery) implements Progress {}

  /// The next step is due after this time.
  record Wait(Duration time) implements Progress {}

  Progress step(OutboundMessage message) {
    Delivery delivery = deliveries.begin(message);
    return switch (delivery.state()) {
      case ACCEPTED, FAILED, DROPPED -> new Finished(delivery);
      case ATTEMPTING -> askThenGoOn(message, delivery);
      case WAITING -> goOn(message, delivery);
    };
  }

  private Progress askThenGoOn(OutboundMessage message, Delivery delivery) {
    Instant now = clock.instant();
    Instant attempted = delivery.lastAttemptAt() == null ? now : delivery.lastAttemptAt();
    Instant first = delivery.firstAttemptAt() == null ? attempted : delivery.firstAttemptAt();
    Duration left = Duration.between(now, attempted.plus(settings.unknownWait()));
    if (left.isPositive()) {
      return new Wait(left);
    }
    Optional<String> found;
    try {
      found = reconciliation.find(message, first);
    } catch (WillNotTell e) {
      String reason = "nobody knows whether it was sent: " + e.getMessage();
      return new Finished(deliveries.failed(message, delivery, reason, now));
    }
    return found.isPresent()
        ? new Finished(deliveries.accepted(message, delivery, found.get(), "found in the provider's list", now))
        : goOn(message, delivery);
  }

  private Progress goOn(OutboundMessage message, Delivery delivery) {
    Instant now = clock.instant();
    if (message.expiresAt() != null && message.expiresAt().isBefore(now)) {
      return new Finished(deliveries.dropped(message, delivery, "too late to answer", now));
    }
    if (delivery.countedTries() >= settings.tries()) {
      String reason = "given up after " + delivery.countedTries() + " tries: " + delivery.reason();
      return new Finished(deliveries.failed(message, delivery, reason, now));
    }
    return call(message, deliveries.attempt(message, delivery, now));
  }

  private Progress call(OutboundMessage message, Delivery delivery) {
    // Who was frozen since the attempt was recorded may find another instance at work: ask before calling.
    if (delivery.lastAttemptAt() != null && clock.instant().isAfter(delivery.lastAttemptAt().plus(latestStart))) {
      return new Wait(settings.retryWait());
    }
    return switch (whapi.send(message)) {
      case Accepted accepted ->
          new Finished(deliveries.accepted(message, delivery, accepted.messageId(), null, clock.instant()));
      case Rejected rejected ->
          new Finished(deliveries.failed(message, delivery, rejected.reason(), clock.instant()));
      case NotSent notSent -> {
        deliveries.notSent(message, delivery, notSent.reason());
        yield new Wait(settings.retryWait());
      }
      case Throttled throttled -> {
        deliveries.notSent(message, delivery, throttled.reason());
        yield new Wait(clamped(throttled));
      }
      case ChannelDown down -> {
        log.warn("The channel is down, its messages wait: {}", down.reason());
        deliveries.channelDown(message, delivery, down.reason());
        yield new Wait(settings.channelDownWait());
      }
      case Unknown unknown -> {
        log.warn("The result of {} is unknown: {}", message.id(), unknown.reason());
        deliveries.unknown(message, delivery, unknown.reason());
        yield new Wait(settings.unknownWait());
      }
    };
  }

  private Duration clamped(Throttled throttled) {
    Duration wanted = throttled.retryAfter() == null ? settings.retryWait() : throttled.retryAfter();
    return wanted.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : wanted;
  }
}
