package id.balas.bot.history.model;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.history.model.MessageUpdates.Edit;
import id.balas.bot.history.model.MessageUpdates.Reaction;
import id.balas.bot.history.model.MessageUpdates.Vote;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageStatus.Status;
import id.balas.events.value.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Merging updates gives the same result in any order and with duplicates. Each repetition uses its
/// number as the seed.
class MessageUpdatesTests {

  private static final List<Status> STATUSES =
      Stream.of(Status.values()).filter(status -> status != Status.DELETED).toList();
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  @RepeatedTest(300)
  void updatesMergeTheSameInAnyOrder(RepetitionInfo seed) {
    var random = new Random(seed.getCurrentRepetition());
    List<MessageUpdates> notices = new ArrayList<>();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      notices.add(any(random));
    }
    List<MessageUpdates> again = new ArrayList<>(notices);
    for (int i = random.nextInt(8); i > 0; i--) {
      again.add(notices.get(random.nextInt(notices.size())));
    }
    Collections.shuffle(again, random);

    assertThat(joined(again)).isEqualTo(joined(notices));
    MessageUpdates halves = joined(notices.subList(0, notices.size() / 2));
    MessageUpdates others = joined(notices.subList(notices.size() / 2, notices.size()));
    assertThat(others.and(halves)).isEqualTo(joined(notices));
    assertThat(HistoryJson.updates(HistoryJson.write(halves.and(others))))
        .isEqualTo(halves.and(others));
  }

  @RepeatedTest(50)
  void statusNeverGoesBack(RepetitionInfo seed) {
    var random = new Random(seed.getCurrentRepetition());
    MessageUpdates updates = MessageUpdates.NONE;
    for (int i = 0; i < 20; i++) {
      MessageUpdates next =
          updates.and(MessageUpdates.progress(new Progress(status(random), at(random), null)));
      assertThat(Progress.further(updates.progress(), next.progress())).isEqualTo(next.progress());
      updates = next;
    }
  }

  @Test
  void furtherStatusWins() {
    assertThat(of(Status.FAILED, Status.DELIVERED)).isEqualTo(Status.DELIVERED);
    assertThat(of(Status.READ, Status.FAILED)).isEqualTo(Status.READ);
    assertThat(of(Status.FAILED, Status.SENT)).isEqualTo(Status.FAILED);
    assertThat(of(Status.ACCEPTED, Status.PENDING)).isEqualTo(Status.ACCEPTED);
    assertThat(of(Status.DROPPED, Status.ACCEPTED)).isEqualTo(Status.ACCEPTED);
    assertThat(of(Status.PLAYED, Status.READ)).isEqualTo(Status.PLAYED);
  }

  @Test
  void acceptedActsChangeTheMessage() {
    MessageUpdates pending =
        MessageUpdates.acted("o0", begun("o0", 0)).and(MessageUpdates.acted("o1", begun("o1", 1)));
    assertThat(pending.edit()).isNull();

    MessageUpdates done =
        pending
            .and(MessageUpdates.acted("o0", accepted()))
            .and(MessageUpdates.acted("o1", accepted()));
    assertThat(done.edit()).isEqualTo(new Edit(new Content.Text("o0"), START, "o0"));
    assertThat(done.reactions())
        .isEqualTo(Map.of(MessageUpdates.US, new Reaction("👍", START, "o1")));
    assertThat(done.deletedAt()).isNull();
    assertThat(
            MessageUpdates.acted("o2", accepted())
                .and(MessageUpdates.acted("o2", begun("o2", 2)))
                .deletedAt())
        .isEqualTo(START);
  }

  @Test
  void reactionFromThePhoneReplacesOneFromTheDesk() {
    MessageUpdates desk =
        MessageUpdates.reacted(MessageUpdates.US, new Reaction("👍", START, "o1"));
    UpdateNotice phone = reaction("628110000000@s.whatsapp.net", From.PHONE, "❤");

    assertThat(desk.and(phone.updates()).reactions().values())
        .extracting(Reaction::emoji)
        .containsExactly("❤");
  }

  @Test
  void customerHasOneReactionUnderBothIds() {
    UpdateNotice phone = reaction("628110000007@s.whatsapp.net", From.CUSTOMER, "👍");
    UpdateNotice hidden = reaction("123456789012345@lid", From.CUSTOMER, "");

    assertThat(
            phone
                .updates()
                .and(hidden.in("628110000007@s.whatsapp.net").updates())
                .reactions()
                .values())
        .extracting(Reaction::emoji)
        .containsExactly("");
  }

  private static UpdateNotice reaction(String sender, From author, String emoji) {
    Instant at = START.plusSeconds(emoji.isEmpty() || author == From.PHONE ? 2 : 1);
    var message =
        new InboundMessage(
            "r-" + sender,
            "default",
            sender,
            sender,
            null,
            author,
            new Content.Reaction("m1", emoji),
            null,
            at,
            at,
            false);
    return new HistoryBatch().add(message, at, 1).notices().getFirst();
  }

  // The live stream reads the row of a chat only for the others.
  @Test
  void rowOfChatShowsNoStatus() {
    var first = new HistoryBatch();
    var sent =
        new InboundMessage(
            "m1",
            "default",
            "628@s.whatsapp.net",
            "628@s.whatsapp.net",
            null,
            From.CUSTOMER,
            new Content.Text("halo"),
            null,
            START,
            START,
            false);
    var message = new Message(first.add(sent, START, 1).messages().getFirst(), MessageUpdates.NONE);

    assertThat(message.and(MessageUpdates.progress(new Progress(Status.READ, START, null))))
        .matches(message::readsLike);
    assertThat(message.and(MessageUpdates.edited(new Edit(new Content.Text("hai"), START, "e1"))))
        .matches(changed -> !changed.readsLike(message));
    assertThat(message.and(MessageUpdates.deleted(START)))
        .matches(changed -> !changed.readsLike(message));
    assertThat(message.and(MessageUpdates.voted("siti", new Vote(List.of("ya"), START, "v1"))))
        .matches(changed -> !changed.readsLike(message));
  }

  @Test
  void refusedActChangesNothing() {
    MessageUpdates refused =
        MessageUpdates.acted("o2", begun("o2", 2))
            .and(
                MessageUpdates.acted(
                    "o2", MessageAct.ended(new Progress(Status.FAILED, START, "too old"))));

    assertThat(refused.deletedAt()).isNull();
    assertThat(refused.acts().get("o2"))
        .isNotNull()
        .extracting(MessageAct::end)
        .isEqualTo(new Progress(Status.FAILED, START, "too old"));
  }

  private static MessageAct accepted() {
    return MessageAct.ended(new Progress(Status.ACCEPTED, START, null));
  }

  private static MessageAct begun(String id, int kind) {
    Content content =
        switch (kind) {
          case 0, 3 -> new Content.Edit("m1", new Content.Text(id));
          case 1 -> new Content.Reaction("m1", "👍");
          default -> new Content.Deletion("m1");
        };
    return new MessageAct(content, "siti", "c" + id, START, null);
  }

  private static MessageUpdates joined(List<MessageUpdates> notices) {
    return notices.stream().reduce(MessageUpdates.NONE, MessageUpdates::and);
  }

  private static Status of(Status first, Status second) {
    MessageUpdates both =
        MessageUpdates.progress(new Progress(first, START, null))
            .and(MessageUpdates.progress(new Progress(second, START.plusSeconds(1), null)));
    return both.progress() == null ? Status.PENDING : both.progress().status();
  }

  private static MessageUpdates any(Random random) {
    String id = "c" + random.nextInt(4);
    int number = random.nextInt(100);
    return switch (random.nextInt(9)) {
      case 0 ->
          MessageUpdates.edited(
              new Edit(new Content.Text("edit " + number), at(random), "e" + number));
      case 1 -> MessageUpdates.deleted(at(random));
      case 2 -> MessageUpdates.echoed(at(random));
      case 3 -> MessageUpdates.NONE.known("p" + random.nextInt(2));
      case 4 ->
          MessageUpdates.reacted(
              id, new Reaction("👍".repeat(number % 2), at(random), "r" + number));
      case 5 ->
          MessageUpdates.voted(id, new Vote(List.of("o" + number % 3), at(random), "v" + number));
      case 6 -> MessageUpdates.acted("o" + number % 5, begun("o" + number % 5, number % 5));
      case 7 ->
          MessageUpdates.acted(
              "o" + number % 5, MessageAct.ended(new Progress(status(random), at(random), null)));
      default ->
          MessageUpdates.progress(
              new Progress(status(random), at(random), number % 2 == 0 ? null : "r" + number % 3));
    };
  }

  private static Status status(Random random) {
    return STATUSES.get(random.nextInt(STATUSES.size()));
  }

  private static Instant at(Random random) {
    return START.plusMillis(random.nextInt(5));
  }
}
