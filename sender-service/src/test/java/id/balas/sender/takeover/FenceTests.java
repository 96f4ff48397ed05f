package id.balas.sender.takeover;

import static id.balas.sender.takeover.Fence.Verdict.FREE;
import static id.balas.sender.takeover.Fence.Verdict.OVERTAKEN;
import static id.balas.sender.takeover.Fence.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.OutboundMessage;
import id.balas.events.testing.SetClock;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FenceTests {

  private static final Duration KEEP = Duration.ofDays(14);
  private static final ChatKey CHAT = new ChatKey("default", "628110000001@s.whatsapp.net");

  private final SetClock clock = new SetClock(Instant.EPOCH);
  private final Fence fence = fence(true);

  @Test
  void automaticMessagesWaitUntilAllStatesAreRead() {
    assertThat(fence.verdict(message(Author.BOT, 5))).isEqualTo(UNKNOWN);
    fence.caughtUp(clock.instant());
    assertThat(fence.verdict(message(Author.BOT, 5))).isEqualTo(FREE);
  }

  @Test
  void statesOlderThanASecondAreNotTrusted() {
    fence.caughtUp(clock.instant());
    clock.pass(Duration.ofSeconds(1));
    assertThat(fence.verdict(message(Author.AI, 5))).isEqualTo(FREE);
    clock.pass(Duration.ofMillis(1));
    assertThat(fence.verdict(message(Author.AI, 5))).isEqualTo(UNKNOWN);
  }

  @Test
  void messagesFromBeforeATakeoverAreStopped() {
    fence.caughtUp(clock.instant());
    fence.seen(CHAT, 6, clock.instant());
    assertThat(fence.verdict(message(Author.BOT, 5))).isEqualTo(OVERTAKEN);
    assertThat(fence.verdict(message(Author.BOT, 6))).isEqualTo(FREE);
  }

  @Test
  void lowerEpochsAreIgnored() {
    fence.caughtUp(clock.instant());
    fence.seen(CHAT, 6, clock.instant());
    fence.seen(CHAT, 3, clock.instant());
    assertThat(fence.verdict(message(Author.BOT, 5))).isEqualTo(OVERTAKEN);
  }

  @Test
  void agentMessagesAndNoticesAreNeverStopped() {
    fence.seen(CHAT, 6, clock.instant());
    assertThat(fence.verdict(message(Author.person(Author.Kind.AGENT, "sari"), 5))).isEqualTo(FREE);
    assertThat(fence.verdict(message(Author.NOTICE, 5))).isEqualTo(FREE);
  }

  @Test
  void oldEpochsAreForgotten() {
    fence.seen(CHAT, 6, clock.instant());
    fence.seen(new ChatKey("default", "other"), 6, clock.instant().plusSeconds(10));
    clock.pass(KEEP.plusSeconds(5));
    fence.forgetOld();
    assertThat(fence.chats()).isEqualTo(1);
  }

  // No message has a lower epoch than 0, and none that is too old is sent.
  @Test
  void statesThatStopNothingTakeNoMemory() {
    fence.seen(CHAT, 0, clock.instant());
    fence.seen(CHAT, 6, clock.instant().minus(KEEP).minusSeconds(1));
    assertThat(fence.chats()).isZero();
  }

  @Test
  void millionChatsFitTheHeapOfASender() {
    long before = usedHeap();
    for (int chat = 0; chat < 1_000_000; chat++) {
      fence.seen(chat(chat), chat + 1, clock.instant());
    }
    assertThat(usedHeap() - before).isLessThan(80_000_000);
    assertThat(fence.chats()).isEqualTo(1_000_000);
    fence.caughtUp(clock.instant());
    for (int chat = 0; chat < 1_000_000; chat += 997) {
      assertThat(fence.verdict(message(chat(chat), Author.BOT, chat))).isEqualTo(OVERTAKEN);
      assertThat(fence.verdict(message(chat(chat), Author.BOT, chat + 1))).isEqualTo(FREE);
    }
  }

  private static ChatKey chat(int number) {
    return new ChatKey("default", "62811" + number + "@s.whatsapp.net");
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void takeoverOfThePhonesChatStopsEarlierMessagesOfTheHiddenNumber() {
    var phone = new ChatKey("default", "phone");
    fence.caughtUp(clock.instant());
    fence.seen(phone, Instant.EPOCH.toEpochMilli() + 1, clock.instant());
    assertThat(fence.verdict(message(Author.BOT, 5))).isEqualTo(FREE);

    fence.linked(CHAT, phone, clock.instant());

    assertThat(fence.verdict(message(Author.BOT, 5))).isEqualTo(OVERTAKEN);
    assertThat(fence.verdict(message(Author.NOTICE, 5))).isEqualTo(FREE);

    fence.linked(CHAT, null, clock.instant());

    assertThat(fence.verdict(message(Author.BOT, 5))).isEqualTo(FREE);
  }

  @Test
  void disabledFenceStopsNothing() {
    Fence off = fence(false);
    off.seen(CHAT, 6, clock.instant());
    assertThat(off.verdict(message(Author.BOT, 5))).isEqualTo(FREE);
  }

  private Fence fence(boolean on) {
    return new Fence(on, KEEP, clock);
  }

  private static OutboundMessage message(Author author, long epoch) {
    return message(CHAT, author, epoch);
  }

  private static OutboundMessage message(ChatKey chat, Author author, long epoch) {
    return OutboundMessage.toChat(
        "m1",
        chat.channel(),
        chat.chatId(),
        new Content.Text("Halo"),
        author,
        "c1",
        epoch,
        null,
        Instant.EPOCH,
        null);
  }
}
