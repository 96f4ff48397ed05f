package id.balas.sender.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.sender.channel.SendResult;
import id.balas.sender.protocol.Delivery.Attempt;
import id.balas.sender.protocol.Effect.AskProvider;
import id.balas.sender.protocol.Effect.CheckFence;
import id.balas.sender.protocol.Effect.CheckFence.When;
import id.balas.sender.protocol.Effect.Done;
import id.balas.sender.protocol.Effect.Event;
import id.balas.sender.protocol.Effect.Insert;
import id.balas.sender.protocol.Effect.Save;
import id.balas.sender.protocol.Effect.SaveAndEnd;
import id.balas.sender.protocol.Effect.Write;
import id.balas.sender.queue.ChatQueue.Entry;
import id.balas.sender.queue.Task.End.Finished;
import id.balas.sender.queue.Task.End.Later;
import id.balas.sender.queue.Task.End.Parked;
import id.balas.sender.takeover.Fence.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The order of effects. Questions about unknown results are due after 5, 20 and 60 s.
class DeliveryMachineTests {

  private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

  private final DeliveryMachine machine =
      new DeliveryMachine(
          new DeliveryRules(
              "A", Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(30), true),
          new NextStep(Duration.ofSeconds(60), Duration.ofDays(1), Duration.ofDays(14)),
          new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), new SplittableRandom(1)));

  private Entry entry =
      new Entry(
          3,
          7,
          OutboundMessage.toChat(
              "m1",
              "default",
              "c",
              new Content.Text("Halo"),
              Author.BOT,
              "cause",
              1,
              null,
              NOW,
              null));
  private Instant now = NOW;
  private Progress progress = machine.start(entry, NOW);

  @Test
  void attemptIsRecordedBeforeTheFenceAndTheCall() {
    assertThat(progress.effect()).isEqualTo(new CheckFence(When.BEFORE_INSERT));
    fence(Verdict.FREE);
    assertThat(progress.effect()).isInstanceOf(Insert.class);
    written();
    assertThat(progress.effect()).isEqualTo(new CheckFence(When.BEFORE_CALL));
    fence(Verdict.FREE);
    assertThat(progress.effect()).isEqualTo(new Effect.Call());
  }

  @Test
  void resultIsRecordedBeforeTheStatusIsPublished() {
    call(new SendResult.Accepted("W-1"));
    assertThat(progress.effect())
        .isInstanceOfSatisfying(
            Save.class, save -> assertThat(save.row().messageId()).isEqualTo("W-1"));
    written();
    assertThat(progress.effect()).isEqualTo(new Effect.Announce());
    on(new Effect.Announced());
    assertThat(progress.effect()).isEqualTo(new Done(new Finished(new SendResult.Accepted("W-1"))));
  }

  @Test
  void frozenInstanceDoesNotCall() {
    fence(Verdict.FREE);
    now = now.plusMillis(5_001);
    written();
    assertThat(row().attempts().getLast().outcome()).isEqualTo(Attempt.Outcome.NOT_MADE);
    written();
    assertThat(progress.effect()).isEqualTo(new Done(new Later(now, null)));
  }

  @Test
  void takenOverChatGetsNoCall() {
    fence(Verdict.FREE);
    written();
    fence(Verdict.OVERTAKEN);
    assertThat(row().state()).isEqualTo(Delivery.State.DROPPED);
  }

  @Test
  void unknownFenceRecordsNothing() {
    fence(Verdict.UNKNOWN);
    assertThat(progress.effect()).isEqualTo(new Done(new Later(NOW.plusMillis(200), null)));
  }

  @Test
  void resultIsWrittenAgainWhileTheDatabaseIsUnavailable() {
    call(new SendResult.Rejected("400"));
    Write write = (Write) progress.effect();
    on(new Effect.NotWritten(write));
    assertThat(progress.effect()).isEqualTo(new Effect.Pause(Duration.ofSeconds(1), write));
    on(new Effect.Paused((Effect.Pause) progress.effect()));
    assertThat(progress.effect()).isEqualTo(write);
  }

  @Test
  void failureAfterTheCallKeepsTheBudgetUsed() {
    call(new SendResult.Accepted("W-1"));
    written();
    on(new Effect.Failed());
    assertThat(progress.effect())
        .isEqualTo(new Done(new Later(now.plusSeconds(1), new SendResult.Accepted("W-1"))));
  }

  @Test
  void takenProviderIdIsLeftOut() {
    call(new SendResult.Accepted("W-1"));
    on(new Effect.IdTaken((Write) progress.effect()));
    assertThat(row().state()).isEqualTo(Delivery.State.ACCEPTED);
    assertThat(row().messageId()).isNull();
  }

  @Test
  void unknownResultIsParkedByTheSameWrite() {
    call(new SendResult.Unknown("timeout"));
    assertThat(row().parkedAt()).isEqualTo(new Delivery.Place(3, 7));
    written();
    assertThat(progress.effect())
        .isEqualTo(new Done(new Parked(NOW.plusSeconds(5), new SendResult.Unknown("timeout"))));
  }

  @Test
  void onlyTheLastNoIsFinal() {
    call(new SendResult.Unknown("timeout"));
    Delivery unknown = row();
    for (int seconds : new int[] {5, 20}) {
      now = NOW.plusSeconds(seconds);
      progress = machine.start(unknown, now);
      answer(new Finding.Missing("list"));
      assertThat(progress.effect()).isInstanceOf(SaveAndEnd.class);
      unknown = row();
      assertThat(unknown.state()).isEqualTo(Delivery.State.UNKNOWN);
    }
    now = NOW.plusSeconds(60);
    progress = machine.start(unknown, now);
    answer(new Finding.Missing("list"));
    assertThat(row().state()).isEqualTo(Delivery.State.WAITING);
    written();
    assertThat(progress.effect()).isEqualTo(new CheckFence(When.BEFORE_SAVE));
  }

  @Test
  void actIsRepeatedAfterAnUnknownResult() {
    begin(new Content.Edit("o0", new Content.Text("Baru")));
    call(new SendResult.Unknown("timeout"));

    assertThat(row().state()).isEqualTo(Delivery.State.WAITING);
    assertThat(row().attempts().getLast().outcome()).isEqualTo(Attempt.Outcome.UNKNOWN);
    repeat();
    on(new Effect.Called(new SendResult.Accepted(null)));
    assertThat(row().state()).isEqualTo(Delivery.State.ACCEPTED);
    assertThat(row().messageId()).isNull();
    assertThat(row().status(now).target()).isEqualTo("o0");
  }

  @Test
  void lostProcessOfAnActRepeatsIt() {
    begin(new Content.Reaction("o0", "👍"));
    fence(Verdict.FREE);
    Delivery attempted = row();
    now = NOW.plusSeconds(26);
    progress = machine.start(attempted, now);
    assertThat(row().state()).isEqualTo(Delivery.State.WAITING);
    assertThat(row().nextTryAt()).isEqualTo(now);
  }

  @Test
  void repeatedDeletionOfMissingMessageIsDone() {
    begin(new Content.Deletion("o0"));
    call(new SendResult.Unknown("timeout"));
    repeat();
    on(new Effect.Called(new SendResult.Rejected("404 message not found", true)));
    assertThat(row().state()).isEqualTo(Delivery.State.ACCEPTED);
  }

  @Test
  void firstDeletionOfMissingMessageFails() {
    begin(new Content.Deletion("o0"));
    call(new SendResult.Rejected("404 message not found", true));
    assertThat(row().state()).isEqualTo(Delivery.State.FAILED);
  }

  @Test
  void refusedRepetitionSaysThatTheActMayBeDone() {
    begin(new Content.Edit("o0", new Content.Text("Baru")));
    call(new SendResult.Unknown("timeout"));
    repeat();
    on(new Effect.Called(new SendResult.Rejected("400 too old")));
    assertThat(row().reason())
        .isEqualTo(
            "unknown whether sent: it may be done, because a call got no response; the repetition was refused: 400 too old");
    assertThat(FailureKind.of(row())).isEqualTo(DeliveryFailed.Kind.UNDECIDABLE);
  }

  @Test
  void actIsGivenUpInTheEnd() {
    begin(new Content.Deletion("o0"));
    call(new SendResult.Unknown("timeout"));
    repeatAfter(Duration.ofDays(1).plusSeconds(1));
    on(new Effect.Called(new SendResult.Unknown("timeout")));
    Delivery waiting = row();
    now = now.plus(Duration.ofMinutes(10));
    progress = machine.start(waiting, now);
    assertThat(row().state()).isEqualTo(Delivery.State.FAILED);
    assertThat(row().reason()).startsWith("unknown whether sent").contains("given up after 2");
  }

  @Test
  void deletedMessageIsNotSent() {
    fence(Verdict.FREE);
    written();
    fence(Verdict.DELETED);
    assertThat(row().state()).isEqualTo(Delivery.State.DROPPED);
    assertThat(FailureKind.of(row())).isNull();
  }

  private void begin(Content content) {
    entry = new Entry(3, 7, entry.message().with(content));
    progress = machine.start(entry, NOW);
  }

  private void repeat() {
    repeatAfter(Duration.ofMinutes(6));
  }

  private void repeatAfter(Duration wait) {
    Delivery waiting = row();
    now = NOW.plus(wait);
    progress = machine.start(waiting, now);
    fence(Verdict.FREE);
    written();
    fence(Verdict.FREE);
  }

  private void call(SendResult result) {
    fence(Verdict.FREE);
    written();
    fence(Verdict.FREE);
    on(new Effect.Called(result));
  }

  private void fence(Verdict verdict) {
    on(new Effect.FenceChecked((CheckFence) progress.effect(), verdict));
  }

  private void answer(Finding finding) {
    on(new Effect.Answered((AskProvider) progress.effect(), finding));
  }

  private void written() {
    on(new Effect.Written((Write) progress.effect()));
  }

  private Delivery row() {
    return ((Write) progress.effect()).row();
  }

  private void on(Event event) {
    progress = machine.next(progress, event, now);
  }
}
