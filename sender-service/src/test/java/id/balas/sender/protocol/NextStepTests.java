package id.balas.sender.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.balas.events.OutboundMessage;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.sender.protocol.Delivery.Attempt.Outcome;
import id.balas.sender.protocol.NextStep.Step;
import id.balas.sender.protocol.NextStep.Step.Announce;
import id.balas.sender.protocol.NextStep.Step.Ask;
import id.balas.sender.protocol.NextStep.Step.Call;
import id.balas.sender.protocol.NextStep.Step.Drop;
import id.balas.sender.protocol.NextStep.Step.Fail;
import id.balas.sender.protocol.NextStep.Step.MarkUnknown;
import id.balas.sender.protocol.NextStep.Step.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/// State × time → step. Times are seconds after the message was created. Questions about unknown
/// results are due after 5, 20 and 60 s, `giveUp` is one day and `tooOld` 14 days.
class NextStepTests {

  private static final int DAY = 86_400;
  private static final NextStep NEXT_STEP =
      new NextStep(Duration.ofSeconds(60), Duration.ofDays(1), Duration.ofDays(14));

  private static final Delivery NEW = Delivery.of(message(null));
  private static final Delivery EXPIRING = Delivery.of(message(at(120)));
  // The lease ends at 35 s.
  private static final Delivery CALLED = NEW.attempted("A", at(10), at(35));
  private static final Delivery UNKNOWN = CALLED.unknown("timeout", at(30), at(35));
  private static final Delivery DOWN = CALLED.notSent(Outcome.CHANNEL_DOWN, "401", at(11), at(11));
  private static final Delivery TRIED_LATE = throttled(NEW, DAY + 1);
  private static final Delivery DOWN_LATE =
      NEW.attempted("A", at(DAY + 1), at(DAY + 26))
          .notSent(Outcome.CHANNEL_DOWN, "401", at(DAY + 2), at(DAY + 2));

  static final List<Arguments> TABLE =
      List.of(
          arguments("a new one", NEW, 0, new Call()),
          arguments("one that waited long for its first try", NEW, 2 * DAY, new Call()),
          arguments("one that is too old", NEW, 14 * DAY + 1, new Fail("too old")),
          arguments("in time", EXPIRING, 120, new Call()),
          arguments("too late to answer", EXPIRING, 121, new Drop("too late to answer")),
          arguments(
              "not due yet",
              CALLED.notSent(Outcome.NOT_SENT, "429", at(11), at(15)),
              14,
              new Wait(at(15))),
          arguments(
              "due again", CALLED.notSent(Outcome.NOT_SENT, "429", at(11), at(15)), 15, new Call()),
          arguments("the channel was down", DOWN, 5 * DAY, new Call()),
          arguments("first tried after a day", TRIED_LATE, DAY + 9, new Call()),
          arguments("retried for a day", throttled(TRIED_LATE, 2 * DAY + 1), 3 * DAY, new Call()),
          arguments(
              "retried for longer than a day",
              throttled(TRIED_LATE, 2 * DAY + 2),
              3 * DAY,
              new Fail("given up after 2 tries: 429")),
          arguments("a day of channel outage does not count", DOWN_LATE, DAY + 9, new Call()),
          arguments(
              "a 429 after a day of channel outage", throttled(DOWN, 2 * DAY), 3 * DAY, new Call()),
          arguments("a call in progress", CALLED, 12, new Wait(at(13))),
          arguments("a call near the end of its lease", CALLED, 34, new Wait(at(35))),
          arguments("a call whose process has died", CALLED, 35, new MarkUnknown()),
          arguments("unknown, question not due", UNKNOWN, 34, new Wait(at(35))),
          arguments("the first question", UNKNOWN, 35, new Ask(at(50))),
          arguments("the second question", UNKNOWN.waiting("missing", at(50)), 50, new Ask(at(90))),
          arguments("a no before the last question is not final", UNKNOWN, 89, new Ask(at(90))),
          arguments("the last question", UNKNOWN.waiting("missing", at(90)), 90, new Ask(null)),
          arguments("unknown and too late: still asked", unknownAndExpiring(), 500, new Ask(null)),
          arguments("unknown and too old: still asked", UNKNOWN, 15 * DAY, new Ask(null)),
          arguments("found not to be sent", UNKNOWN.shownAsNotSent("list", at(90)), 90, new Call()),
          arguments("accepted", CALLED.accepted("W-1", at(12)), 12, new Announce()),
          arguments("rejected", CALLED.rejected("400", at(12)), 15 * DAY, new Announce()),
          arguments("dropped", CALLED.dropped("overtaken", at(12)), 12, new Announce()));

  @ParameterizedTest(name = "{0}, at {2} s: {3}")
  @FieldSource("TABLE")
  void stepFollowsFromRecordAndTime(String what, Delivery delivery, int seconds, Step expected) {
    assertThat(NEXT_STEP.of(delivery, at(seconds))).as(what).isEqualTo(expected);
  }

  private static Delivery throttled(Delivery delivery, int second) {
    return delivery
        .attempted("A", at(second), at(second + 25))
        .notSent(Outcome.NOT_SENT, "429", at(second + 1), at(second + 8));
  }

  private static Delivery unknownAndExpiring() {
    return EXPIRING.attempted("A", at(10), at(35)).unknown("timeout", at(30), at(35));
  }

  private static Instant at(long seconds) {
    return Instant.EPOCH.plusSeconds(seconds);
  }

  private static OutboundMessage message(@Nullable Instant expiresAt) {
    return OutboundMessage.toChat(
        "m1",
        "default",
        "c",
        new Content.Text("Halo"),
        Author.BOT,
        "cause",
        1,
        null,
        at(0),
        expiresAt);
  }
}
