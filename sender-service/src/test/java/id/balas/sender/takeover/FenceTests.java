package id.balas.sender.takeover;

import static id.balas.sender.takeover.Fence.Verdict.FREE;
import static id.balas.sender.takeover.Fence.Verdict.OVERTAKEN;
import static id.balas.sender.takeover.Fence.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.OutboundMessage;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.sender.simulation.Agenda;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FenceTests {

  private static final ChatKey CHAT = new ChatKey("default", "628110000001@s.whatsapp.net");

  private final Agenda clock = new Agenda();
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
    pass(1_000);
    assertThat(fence.verdict(message(Author.AI, 5))).isEqualTo(FREE);
    pass(1);
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
    fence.forgetBefore(clock.instant().plusSeconds(5));
    assertThat(fence.chats()).isEqualTo(1);
  }

  @Test
  void disabledFenceStopsNothing() {
    Fence off = fence(false);
    off.seen(CHAT, 6, clock.instant());
    assertThat(off.verdict(message(Author.BOT, 5))).isEqualTo(FREE);
  }

  private void pass(long millis) {
    clock.in(millis, () -> {});
    clock.run(1);
  }

  private Fence fence(boolean on) {
    return new Fence(on, clock);
  }

  private static OutboundMessage message(Author author, long epoch) {
    return new OutboundMessage(
        "m1",
        CHAT.channel(),
        CHAT.chatId(),
        new Content.Text("Halo"),
        author,
        "c1",
        epoch,
        null,
        Instant.EPOCH,
        null);
  }
}
