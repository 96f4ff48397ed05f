package id.balas.sender.queue;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.OutboundMessage;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.sender.channel.SendResult;
import id.balas.sender.queue.ChatQueue.Entry;
import id.balas.sender.queue.Task.Deliver;
import id.balas.sender.queue.Task.DeliverParked;
import id.balas.sender.queue.Task.End.Finished;
import id.balas.sender.queue.Task.End.Later;
import id.balas.sender.queue.Task.End.NoneParked;
import id.balas.sender.queue.Task.End.Parked;
import id.balas.sender.queue.Task.Park;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The guarantees of the queues. `budi` and `sari` are chats, numbers are offsets.
class ChatQueuesTests {

  private static final SendResult CALL = new SendResult.NotSent("refused");
  private static final Finished SENT = new Finished(new SendResult.Accepted("W-1"));
  private static final Finished WRITTEN = new Finished(null);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestPermits permits = new TestPermits();
  private Instant now = Instant.parse("2026-01-05T08:00:00Z");
  private ChatQueues queues = queuesOf(100, 10, Duration.ZERO);

  @BeforeEach
  void assignPartition() {
    queues.assign(0, Map.of(), now);
  }

  @Nested
  class OrderOfAChat {

    @Test
    void nextMessageStartsAfterThePreviousOneEnds() {
      add("budi", 0, 1);
      Task first = start("deliver budi 0");
      start();
      queues.done(first, SENT, now);
      start("deliver budi 1");
    }

    @Test
    void manyChatsStartAtOnce() {
      add("budi", 0, 1);
      add("sari", 2);
      start("deliver budi 0", "deliver sari 2");
    }

    @Test
    void retryStartsWhenDueAndBeforeLaterMessages() {
      add("budi", 0, 1);
      queues.done(start("deliver budi 0"), new Later(now.plusSeconds(5), CALL), now);
      pass(Duration.ofMillis(4_999));
      start();
      assertThat(queues.nextDue(now)).isEqualTo(now.plusMillis(1));
      pass(Duration.ofMillis(1));
      start("deliver budi 0");
    }

    @Test
    void gapBetweenMessagesOfAChatIsKept() {
      queues = queuesOf(100, 10, Duration.ofSeconds(2));
      assignPartition();
      add("budi", 0, 1);
      queues.done(start("deliver budi 0"), SENT, now);
      start();
      pass(Duration.ofSeconds(2));
      start("deliver budi 1");
    }
  }

  @Nested
  class ParkedMessages {

    @Test
    void laterMessagesOfAParkedChatAreParked() {
      add("budi", 0);
      queues.done(start("deliver budi 0"), new Parked(now.plusSeconds(60), CALL), now);
      add("budi", 1, 2);
      queues.done(start("park budi [1, 2]"), WRITTEN, now);
      start();
      pass(Duration.ofSeconds(60));
      start("deliver parked budi");
    }

    @Test
    void topicMessagesFollowWhenNoneIsParked() {
      queues.assign(0, Map.of(chat("budi"), parked(now)), now);
      Task work = start("deliver parked budi");
      add("budi", 5);
      queues.done(work, new NoneParked(), now);
      start("deliver budi 5");
    }

    @Test
    void parkedMessagesOfAnEarlierOwnerComeFirst() {
      queues.assign(0, Map.of(chat("budi"), parked(now.plusSeconds(3))), now);
      add("budi", 5);
      queues.done(start("park budi [5]"), WRITTEN, now);
      pass(Duration.ofSeconds(3));
      start("deliver parked budi");
    }

    @Test
    void floodingChatIsParked() {
      queues = queuesOf(100, 2, Duration.ZERO);
      assignPartition();
      add("budi", 0, 1, 2);
      start("park budi [0, 1, 2]");
    }

    @Test
    void waitingChatsAreParkedWhileMemoryIsFull() {
      queues = queuesOf(2, 10, Duration.ZERO);
      assignPartition();
      add("budi", 0, 1);
      queues.done(start("deliver budi 0"), new Later(now.plusSeconds(5), CALL), now);
      start("park budi [0, 1]");
    }

    @Test
    void failedParkingIsRetriedLater() {
      add("budi", 0);
      queues.done(start("deliver budi 0"), new Parked(now.plusSeconds(600), CALL), now);
      add("budi", 1);
      queues.done(start("park budi [1]"), new Later(now.plusSeconds(1), null), now);
      start();
      pass(Duration.ofSeconds(1));
      queues.done(start("park budi [1]"), WRITTEN, now);
      assertThat(queues.nextDue(now)).isEqualTo(now.plusSeconds(599));
    }

    @Test
    void oneTaskInFourIsForAParkedChat() {
      queues.assign(0, Map.of(chat("budi"), parked(now), chat("sari"), parked(now)), now);
      for (int i = 0; i < 8; i++) {
        add("new " + i, i);
      }
      assertThat(
              queues.start(now).stream()
                  .map(task -> task instanceof DeliverParked ? "parked" : "new"))
          .containsExactly(
              "parked", "new", "new", "new", "parked", "new", "new", "new", "new", "new");
    }

    @Test
    void newMessagesKeepTheChatsPlace() {
      permits.obstacle = new SendPermits.Obstacle(now.plusSeconds(1), "busy");
      queues.assign(0, Map.of(chat("budi"), parked(now)), now);
      pass(Duration.ofMillis(10));
      queues.assign(1, Map.of(chat("sari"), parked(now)), now);
      add("budi", 7);
      queues.done(start("park budi [7]"), WRITTEN, now);
      permits.obstacle = null;
      start("deliver parked budi", "deliver parked sari");
    }
  }

  @Nested
  class Permits {

    @Test
    void eachTaskAcquiresAndReleasesOnePermit() {
      add("budi", 0);
      add("sari", 1);
      List<Task> tasks = queues.start(now);
      assertThat(permits.inside).isEqualTo(2);
      queues.done(tasks.getFirst(), SENT, now);
      queues.done(tasks.getLast(), new Later(now, null), now);
      assertThat(permits.inside).isZero();
      assertThat(permits.called).isEqualTo(1);
    }

    @Test
    void blockedChannelStartsWhenItOpens() {
      permits.obstacle = new SendPermits.Obstacle(now.plusSeconds(10), "pace");
      add("budi", 0);
      start();
      assertThat(queues.nextDue(now)).isEqualTo(now.plusSeconds(10));
      permits.obstacle = null;
      start("deliver budi 0");
    }

    @Test
    void parkingNeedsNoPermit() {
      permits.obstacle = new SendPermits.Obstacle(now.plusSeconds(3600), "quiet hours");
      add("budi", 0);
      Task park = start("park budi [0]");
      assertThat(park)
          .isInstanceOfSatisfying(Park.class, p -> assertThat(p.reason()).isEqualTo("quiet hours"));
      queues.done(park, WRITTEN, now);
      assertThat(permits.inside).isZero();
    }

    @Test
    void blockParksOnlyChatsThatHaveWaitedLong() {
      permits.obstacle = new SendPermits.Obstacle(now.plusSeconds(1), "pace");
      add("budi", 0);
      start();
      pass(PATIENCE.minusSeconds(1));
      add("sari", 1);
      pass(Duration.ofSeconds(1));
      permits.obstacle = new SendPermits.Obstacle(now.plusSeconds(1), "pace");
      start("park budi [0]");
    }

    @Test
    void blockedChannelDoesNotDelayAnother() {
      permits.obstacle = new SendPermits.Obstacle(now.plusSeconds(1), "down");
      permits.onlyOf = "default";
      add("budi", 0);
      queues.add(entry(new ChatKey("sales", "sari"), 1), now);
      assertThat(queues.start(now))
          .singleElement()
          .satisfies(t -> assertThat(t.queue().chat().channel()).isEqualTo("sales"));
    }
  }

  @Nested
  class Commits {

    @Test
    void commitStopsAtTheLowestUnfinishedMessage() {
      add("budi", 0);
      add("sari", 1);
      List<Task> tasks = queues.start(now);
      queues.done(tasks.getLast(), SENT, now);
      assertThat(queues.committable()).containsEntry(0, 0L);
      queues.done(tasks.getFirst(), SENT, now);
      assertThat(queues.committable()).containsEntry(0, 2L);
    }

    @Test
    void parkedAndSkippedMessagesCanBeCommitted() {
      add("budi", 0);
      queues.skip(0, 1);
      queues.done(start("deliver budi 0"), new Parked(now.plusSeconds(60), CALL), now);
      assertThat(queues.committable()).containsEntry(0, 2L);
    }

    @Test
    void noOffsetIsKnownBeforeTheFirstMessage() {
      assertThat(queues.committable()).isEmpty();
    }
  }

  @Nested
  class Priority {

    @Test
    void agentsReplyGoesBeforeAllBotAnswers() {
      permits.free = 0;
      for (int offset = 0; offset < 300; offset++) {
        add("customer-" + offset, offset);
      }
      reply("budi", 300);
      start();
      permits.free = 2;
      start("deliver budi 300", "deliver customer-0 0");
    }

    @Test
    void replyTakesItsChatToTheFront() {
      permits.free = 0;
      add("sari", 0);
      add("budi", 1);
      reply("budi", 2);
      start();
      permits.free = 1;
      start("deliver budi 1");
    }

    @Test
    void parkedReplyGoesBeforeParkedBotAnswers() {
      permits.free = 0;
      for (int offset = 0; offset < 300; offset++) {
        add("customer-" + offset, offset);
      }
      pass(Duration.ofSeconds(1));
      reply("budi", 300);
      start();
      pass(PATIENCE);
      queues.start(now).forEach(task -> queues.done(task, WRITTEN, now));
      queues.start(now).forEach(task -> queues.done(task, WRITTEN, now));
      permits.free = 1;
      start("deliver parked budi");
    }

    @Test
    void replyThatWasParkedBeforeARestartGoesFirst() {
      queues.assign(0, Map.of(chat("ani"), parked(now)), now);
      queues.assign(1, Map.of(chat("budi"), new ParkedChat(now, true)), now);
      permits.free = 1;
      start("deliver parked budi");
    }

    private void reply(String chat, long offset) {
      queues.add(entry(chat(chat), offset, Author.person(Author.Kind.AGENT, "siti")), now);
    }
  }

  @Nested
  class Revocation {

    @Test
    void revokedPartitionStartsAndCommitsNothing() {
      add("budi", 0, 1);
      Task zombie = start("deliver budi 0");
      queues.revoke(0);
      assertThat(queues.waiting()).isZero();
      assertThat(queues.running()).isEqualTo(1);
      queues.done(zombie, SENT, now);
      start();
      assertThat(queues.running()).isZero();
      assertThat(queues.committable()).isEmpty();
      assertThat(permits.inside).isZero();
    }

    @Test
    void reassignedChatStartsWhileItsOldTaskRuns() {
      add("budi", 0, 1);
      Task zombie = start("deliver budi 0");
      queues.assign(0, Map.of(), now);
      add("budi", 0, 1);
      Task again = start("deliver budi 0");
      queues.done(zombie, SENT, now);
      start();
      assertThat(queues.committable()).containsEntry(0, 0L);
      queues.done(again, SENT, now);
      start("deliver budi 1");
    }
  }

  @Nested
  class Memory {

    @Test
    void unfinishedMessagesCountAsFull() {
      queues = queuesOf(2, 10, Duration.ZERO);
      assignPartition();
      add("budi", 0);
      Task task = start("deliver budi 0");
      add("sari", 1);
      assertThat(queues.isFull()).isTrue();
      queues.done(task, SENT, now);
      assertThat(queues.isFull()).isFalse();
    }

    @Test
    void finishedChatIsForgotten() {
      add("budi", 0);
      queues.done(start("deliver budi 0"), SENT, now);
      assertThat(queues.chats()).isZero();
      assertThat(queues.nextDue(now)).isEqualTo(Instant.MAX);
    }

    @Test
    void parkedMessagesUseNoMemory() {
      permits.obstacle = new SendPermits.Obstacle(now.plusSeconds(3600), "quiet hours");
      queues.assign(
          0, Map.of(chat("budi"), parked(now), chat("sari"), parked(now.plusSeconds(7200))), now);
      for (int offset = 0; offset < 10_000; offset++) {
        add(offset % 2 == 0 ? "budi" : "sari", offset);
        queues.start(now).forEach(task -> queues.done(task, WRITTEN, now));
      }
      assertThat(queues.tickets()).isLessThan(500);
      assertThat(queues.waiting()).isZero();
      assertThat(queues.committable()).containsEntry(0, 10_000L);
    }
  }

  private ChatQueues queuesOf(int mostWaiting, int mostOfAChat, Duration chatGap) {
    return new ChatQueues(new QueueSettings(mostWaiting, mostOfAChat, PATIENCE, chatGap), permits);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private void add(String chat, long... offsets) {
    for (long offset : offsets) {
      queues.add(entry(chat(chat), offset), now);
    }
  }

  // Asserts that exactly these tasks start, and returns the first.
  private Task start(String first, String... others) {
    List<Task> tasks = queues.start(now);
    assertThat(tasks.stream().map(ChatQueuesTests::described))
        .startsWith(first)
        .endsWith(others)
        .hasSize(1 + others.length);
    return tasks.getFirst();
  }

  private void start() {
    assertThat(queues.start(now)).isEmpty();
  }

  private static String described(Task task) {
    String chat = task.queue().chat().chatId();
    return switch (task) {
      case Deliver deliver -> "deliver " + chat + " " + deliver.entry().offset();
      case Park park -> "park " + chat + " " + park.entries().stream().map(Entry::offset).toList();
      case DeliverParked _ -> "deliver parked " + chat;
    };
  }

  private static ParkedChat parked(Instant due) {
    return new ParkedChat(due, false);
  }

  private static ChatKey chat(String chatId) {
    return new ChatKey("default", chatId);
  }

  private Entry entry(ChatKey chat, long offset) {
    return entry(chat, offset, Author.BOT);
  }

  private Entry entry(ChatKey chat, long offset, Author author) {
    var content = new Content.Text("Halo");
    return new Entry(
        0,
        offset,
        OutboundMessage.toChat(
            "m" + offset, chat.channel(), chat.chatId(), content, author, "c", 1, null, now, null));
  }

  private static final class TestPermits implements SendPermits {

    private @Nullable Obstacle obstacle;
    private String onlyOf = "";
    private int free = Integer.MAX_VALUE;
    private int inside;
    private int called;

    @Override
    public Answer tryAcquire(String channel, Instant now) {
      if (free == 0) {
        return new Obstacle(now.plusSeconds(1), "budget");
      }
      free--;
      if (obstacle != null && (onlyOf.isEmpty() || onlyOf.equals(channel))) {
        return obstacle;
      }
      inside++;
      return (Permit) this::release;
    }

    private void release(@Nullable SendResult result) {
      inside--;
      called += result == null ? 0 : 1;
    }
  }
}
