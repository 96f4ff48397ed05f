package id.balas.bot.ai;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.ai.server.ChatCompletions.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialogueTests {

  @Test
  void consecutiveMessagesOfOneRoleAreOneTurn() {
    assertThat(
            Dialogue.alternating(
                List.of(
                    Message.user("halo"),
                    Message.user("ada?"),
                    Message.assistant("Ada."),
                    Message.assistant("Silakan."),
                    Message.user("berapa?"),
                    Message.user("tolong"))))
        .containsExactly(
            Message.user("halo\nada?"),
            Message.assistant("Ada.\nSilakan."),
            Message.user("berapa?\ntolong"));
  }

  @Test
  void firstTurnIsTheCustomers() {
    assertThat(
            Dialogue.alternating(List.of(Message.assistant("Promo hari ini"), Message.user("mau"))))
        .containsExactly(
            Message.user("(earlier messages are left out)"),
            Message.assistant("Promo hari ini"),
            Message.user("mau"));
  }

  @Test
  void longMessageIsNotCutInsideAnEmoji() {
    String words = "a".repeat(1_999) + "😀😀";
    assertThat(Dialogue.shown(words)).isEqualTo("a".repeat(1_999) + "…");
  }
}
