package id.balas.sender.delivery;

import id.balas.events.OutboundMessage;
import id.balas.sender.channel.MessageSender;
import id.balas.sender.channel.SendResult;
import id.balas.sender.channel.SendResult.Accepted;
import id.balas.sender.channel.SendResult.ChannelDown;
import id.balas.sender.channel.SendResult.NotSent;
import id.balas.sender.channel.SendResult.Rejected;
import id.balas.sender.channel.SendResult.Throttled;
import id.balas.sender.channel.SendResult.Unknown;
import id.balas.sender.delivery.Attempt.Outcome;
import id.balas.sender.delivery.Course.Step;
import id.balas.sender.delivery.Deliveries.TakenOver;
import id.balas.sender.delivery.Delivery.Place;
import id.balas.sender.delivery.Turn.Deliver;
import id.balas.sender.delivery.Turn.Outcome.Finished;
import id.balas.sender.delivery.Turn.Outcome.Later;
import id.balas.sender.delivery.Turn.Outcome.NoneParked;
import id.balas.sender.delivery.Turn.Outcome.Parked;
import id.balas.sender.delivery.Turn.Park;
import id.balas.sender.delivery.Turn.WorkParked;
import id.balas.service.telemetry.Traces;
import id.balas.whapi.WhapiUnavailableException;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/// Takes a chat's turn: brings its first message as far as it goes now. The attempt is recorded
/// before the call and its result after it, so a turn can be taken again after any crash.
@Component
class Courier {

  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration UNTIL_PEOPLE_ARE_KNOWN = Duration.ofMillis(200);

  private final Deliveries deliveries;
  private final Reconciliation reconciliation;
  private final Fence fence;
  private final MessageSender whapi;
  private final StatusPublisher statuses;
  private final SenderProperties settings;
  private final Course course;
  private final Backoff backoff;
  private final Clock clock;
  private final String owner = UUID.randomUUID().toString();

  Courier(
      Deliveries deliveries,
      Reconciliation reconciliation,
      Fence fence,
      MessageSender whapi,
      StatusPublisher statuses,
      SenderProperties settings,
      Clock clock,
      Environment environment) {
    this.deliveries = deliveries;
    this.reconciliation = reconciliation;
    this.fence = fence;
    this.whapi = whapi;
    this.statuses = statuses;
    this.settings =
        settings.checked(whapi.longestCall(), environment.matchesProfiles("production"));
    this.course = new Course(settings.unknownWait(), settings.giveUp(), settings.tooOld());
    this.backoff =
        new Backoff(
            settings.retryWait(), settings.longestRetryWait(), RandomGenerator.getDefault());
    this.clock = clock;
  }

  Turn.Outcome take(Turn turn) {
    return switch (turn) {
      case Deliver(_, Entry entry) -> deliver(entry);
      case WorkParked(Lane lane) ->
          deliveries
              .firstParked(lane.partition, lane.chat)
              .map(delivery -> step(delivery, null))
              .orElseGet(NoneParked::new);
      case Park park -> park(park);
    };
  }

  private Turn.Outcome park(Park park) {
    Instant now = clock.instant();
    deliveries.park(
        park.lane().chat,
        park.entries().stream()
            .map(entry ->
                Delivery.of(entry.message()).waiting(park.reason(), now).parked(place(entry)))
            .toList());
    return new Finished(false);
  }

  private static Place place(Entry entry) {
    return new Place(entry.partition(), entry.offset());
  }

  private Turn.Outcome deliver(Entry entry) {
    try (var step = Traces.begin("deliver", SpanKind.CONSUMER, entry.traceparent())) {
      step.tell("outboundId", entry.message().id());
      return next(entry);
    }
  }

  private Turn.Outcome next(Entry entry) {
    Delivery fresh = Delivery.of(entry.message());
    Turn.@Nullable Outcome outcome =
        switch (course.next(fresh, clock.instant())) {
          case Step.Call _ -> callFirst(fresh, entry);
          case Step.Drop drop -> endAtOnce(fresh.dropped(drop.reason(), clock.instant()));
          case Step.Fail fail -> endAtOnce(fresh.failed(fail.reason(), clock.instant()));
          case Step.Announce _, Step.Ask _, Step.TakeForUnknown _, Step.Wait _ -> null;
        };
    return outcome != null
        ? outcome
        : step(
            deliveries.find(entry.message()).orElseThrow(() -> new TakenOver(entry.message().id())),
            entry);
  }

  private Turn.@Nullable Outcome callFirst(Delivery fresh, Entry entry) {
    if (fence.verdict(fresh.message()) == Fence.Verdict.NOT_KNOWN) {
      return new Later(clock.instant().plus(UNTIL_PEOPLE_ARE_KNOWN), false);
    }
    Delivery attempted = attempted(fresh);
    return deliveries.begin(attempted) ? call(attempted, entry) : null;
  }

  private Turn.@Nullable Outcome endAtOnce(Delivery ended) {
    return deliveries.begin(ended) ? announce(ended, false) : null;
  }

  /// `entry` is null for a parked message.
  private Turn.Outcome step(Delivery delivery, @Nullable Entry entry) {
    Instant now = clock.instant();
    return switch (course.next(delivery, now)) {
      case Step.Announce _ -> announce(delivery, false);
      case Step.Wait wait -> wait(delivery, wait.until(), entry);
      case Step.TakeForUnknown _ ->
          unknown(delivery, "the process that called did not say what came of it", entry);
      case Step.Ask ask -> ask(delivery, ask.next(), entry);
      case Step.Drop drop -> announce(save(delivery, delivery.dropped(drop.reason(), now)), false);
      case Step.Fail fail -> announce(save(delivery, delivery.failed(fail.reason(), now)), false);
      case Step.Call _ -> {
        if (fence.verdict(delivery.message()) == Fence.Verdict.NOT_KNOWN) {
          yield new Later(now.plus(UNTIL_PEOPLE_ARE_KNOWN), false);
        }
        yield call(save(delivery, attempted(delivery)), entry);
      }
    };
  }

  private Delivery attempted(Delivery delivery) {
    Instant now = clock.instant();
    return delivery.attempted(
        owner, now, now.plus(settings.startWithin()).plus(whapi.longestCall()));
  }

  private Turn.Outcome call(Delivery delivery, @Nullable Entry entry) {
    OutboundMessage message = delivery.message();
    Instant start = clock.instant();
    // Who was frozen since the attempt was recorded may find another instance at work.
    if (start.isAfter(begun(delivery).plus(settings.startWithin()))) {
      Delivery notMade =
          delivery.notSent(Outcome.NOT_MADE, "the call could not start in time", start, start);
      return wait(save(delivery, notMade), start, entry);
    }
    return switch (fence.verdict(message)) {
      case OVERTAKEN ->
          announce(save(delivery, delivery.dropped("a person took over", start)), false);
      case NOT_KNOWN -> {
        Instant later = start.plus(UNTIL_PEOPLE_ARE_KNOWN);
        String why = "it is not known whether a person took over";
        yield wait(
            save(delivery, delivery.notSent(Outcome.NOT_MADE, why, start, later)), later, entry);
      }
      case FREE -> recorded(delivery, whapi.send(message), entry);
    };
  }

  // Whatever fails after the call, the budget was used.
  private Turn.Outcome recorded(Delivery delivery, SendResult result, @Nullable Entry entry) {
    try {
      return called(delivery, result, entry);
    } catch (RuntimeException e) {
      log.warn("Not ended yet outboundId={}: {}", delivery.message().id(), e.toString());
      return new Later(clock.instant().plus(PAUSE), true);
    }
  }

  private static Instant begun(Delivery delivery) {
    Attempt last = delivery.lastAttempt();
    return last == null ? Instant.MIN : last.startedAt();
  }

  private Turn.Outcome called(Delivery delivery, SendResult result, @Nullable Entry entry) {
    Instant now = clock.instant();
    return switch (result) {
      case Accepted accepted -> announce(accepted(delivery, accepted, now), true);
      case Rejected rejected ->
          announce(insist(delivery, delivery.rejected(rejected.reason(), now)), true);
      case NotSent not ->
          retry(delivery, Outcome.NOT_SENT, not.reason(), backoff.after(delivery.tries()), entry);
      case Throttled throttled ->
          retry(
              delivery,
              Outcome.NOT_SENT,
              throttled.reason(),
              backoff.after(delivery.tries(), throttled.retryAfter()),
              entry);
      case ChannelDown down ->
          retry(delivery, Outcome.CHANNEL_DOWN, down.reason(), Duration.ZERO, entry);
      case Unknown unknown -> unknown(delivery, unknown.reason(), entry);
    };
  }

  private Delivery accepted(Delivery delivery, Accepted accepted, Instant now) {
    try {
      return insist(delivery, delivery.accepted(accepted.messageId(), now));
    } catch (DataIntegrityViolationException e) {
      log.error(
          "The provider gave id {} to a second message, outboundId={}",
          accepted.messageId(),
          delivery.message().id());
      return insist(delivery, delivery.accepted(null, now));
    }
  }

  private Turn.Outcome retry(
      Delivery delivery, Outcome outcome, String why, Duration wait, @Nullable Entry entry) {
    Instant now = clock.instant();
    Instant next = now.plus(wait);
    Delivery waiting = delivery.notSent(outcome, why, now, next);
    // While a channel is down its messages wait in the database: nobody knows for how long.
    boolean forLong = outcome == Outcome.CHANNEL_DOWN || wait.compareTo(settings.patience()) > 0;
    return keep(delivery, waiting, next, forLong, true, entry);
  }

  private Turn.Outcome unknown(Delivery delivery, String why, @Nullable Entry entry) {
    Instant now = clock.instant();
    log.warn(
        "Result unknown outboundId={} chatId={}: {}",
        delivery.message().id(),
        delivery.message().chat().masked(),
        why);
    Attempt last = delivery.lastAttempt();
    Instant ended =
        delivery.state() == Delivery.State.ATTEMPTING
                && last != null
                && now.isAfter(last.leaseUntil())
            ? last.leaseUntil()
            : now;
    Instant question =
        course.questions(ended).filter(at -> at.isAfter(now)).findFirst().orElse(now);
    return keep(delivery, delivery.unknown(why, ended, question), question, true, true, entry);
  }

  private Turn.Outcome ask(
      Delivery delivery, @Nullable Instant nextQuestion, @Nullable Entry entry) {
    Instant now = clock.instant();
    if (!settings.reconcile()) {
      return again(delivery, "was not asked", entry);
    }
    try {
      Reconciliation.Finding finding = reconciliation.find(delivery, now);
      return switch (finding) {
        case Reconciliation.Found found ->
            announce(
                save(delivery, delivery.shownAsSent(found.messageId(), found.evidence(), now)),
                false);
        case Reconciliation.Missing missing ->
            nextQuestion == null
                ? again(delivery, missing.evidence(), entry)
                : keep(
                    delivery,
                    delivery.waiting(missing.evidence(), nextQuestion),
                    nextQuestion,
                    true,
                    false,
                    entry);
        case Reconciliation.Undecidable undecidable ->
            nextQuestion == null
                ? announce(
                    save(
                        delivery,
                        delivery.failed(
                            "nobody knows whether it was sent: " + undecidable.reason(), now)),
                    false)
                : keep(
                    delivery,
                    delivery.waiting(undecidable.reason(), nextQuestion),
                    nextQuestion,
                    true,
                    false,
                    entry);
      };
    } catch (WhapiUnavailableException e) {
      Instant next = now.plus(backoff.after(delivery.tries() + 2)).plus(PAUSE);
      return keep(
          delivery,
          delivery.waiting("unknown whether it was sent, " + e.getMessage(), next),
          next,
          true,
          false,
          entry);
    }
  }

  private Turn.Outcome again(Delivery delivery, String evidence, @Nullable Entry entry) {
    Delivery waiting = save(delivery, delivery.shownAsNotSent(evidence, clock.instant()));
    return step(waiting, entry);
  }

  private Turn.Outcome wait(Delivery delivery, Instant until, @Nullable Entry entry) {
    if (entry == null || until.isBefore(clock.instant().plus(settings.patience()))) {
      return new Later(until, false);
    }
    return keep(delivery, delivery, until, true, false, entry);
  }

  // What came from the log and waits for long is parked with the same write.
  private Turn.Outcome keep(
      Delivery loaded,
      Delivery now,
      Instant until,
      boolean forLong,
      boolean called,
      @Nullable Entry entry) {
    if (entry == null || !forLong) {
      var _ = insist(loaded, now);
      return new Later(until, called);
    }
    var _ = insist(loaded, now.parkedAt() == null ? now.parked(place(entry)) : now);
    return new Parked(until, called);
  }

  private Turn.Outcome announce(Delivery ended, boolean called) {
    statuses.publish(ended);
    if (ended.parkedAt() != null) {
      var _ = save(ended, ended.announced());
    }
    return new Finished(called);
  }

  private Delivery save(Delivery loaded, Delivery now) {
    return deliveries.save(loaded, now);
  }

  // What the provider has answered is known nowhere else: it is kept in mind until the database
  // takes it.
  private Delivery insist(Delivery loaded, Delivery now) {
    while (true) {
      try {
        return deliveries.save(loaded, now);
      } catch (DataIntegrityViolationException e) {
        throw e;
      } catch (DataAccessException e) {
        log.warn(
            "The result of outboundId={} is not recorded yet: {}",
            now.message().id(),
            e.toString());
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
