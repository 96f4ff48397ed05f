package id.balas.bot.decision;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.decision.people.Conversations;
import id.balas.bot.decision.people.Handling;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConversationsTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final ChatKey CHAT = new ChatKey("default", "628110000007@s.whatsapp.net");

  // An older time would end the conversation at once, for want of messages.
  @Test
  void olderMessageOpensAConversationAgainAndKeepsItActive() {
    var ended = new Conversation("c", NOW.minusSeconds(60), NOW, NOW, "siti", "siti");

    Handling opened =
        new Conversations(Duration.ofDays(1))
            .opened(
                Handling.NONE.withConversation(ended), CHAT, "m", NOW.minus(Duration.ofDays(3)));

    assertThat(opened.isOpen()).isTrue();
    assertThat(opened.idleSince()).isEqualTo(NOW);
  }
}
