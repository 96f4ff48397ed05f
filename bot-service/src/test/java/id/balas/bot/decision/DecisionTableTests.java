package id.balas.bot.decision;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.events.ChatCommand;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the bot does with each message. `held` is a chat inside the human window: a person wrote
/// less than an hour ago.
class DecisionTableTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final ChatKey CUSTOMER = new ChatKey("default", "628110000007@s.whatsapp.net");
  private static final ChatKey ADMIN = new ChatKey("default", "628110000001@s.whatsapp.net");

  private static final Policy POLICY =
      new Policy(Set.of(ADMIN.chatId()), Duration.ofMinutes(15), Duration.ofHours(1), "62");
  private static final AnswerBook BOOK = new AnswerBookOfTests();

  private final Decider decider = new Decider(POLICY);

  @ParameterizedTest(name = "{0} {1}: {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # mode | who      | writes                      | what is done
          BOT    | customer | halo                        | answer "Halo Budi!"
          BOT    | customer | agent                       | hand off, notice "agent ack"
          BOT    | customer | '  Agent '                  | hand off, notice "agent ack"
          BOT    | customer | *Agent!*                    | hand off, notice "agent ack"
          BOT    | customer | /agen                       | hand off, notice "agent ack"
          BOT    | customer | CS 🙏                       | hand off, notice "agent ack"
          BOT    | customer | agent please                | answer "Halo Budi!"
          BOT    | customer | agent 007?                  | answer "Halo Budi!"
          BOT    | customer | Stop.                       | switch to PAUSE, notice "pause ack"
          BOT    | customer | "Bot"                       | switch to BOT, notice "bot ack"
          BOT    | customer | robot                       | answer "Halo Budi!"
          BOT    | customer | malam?                      | answer away "kami tutup"
          BOT    | customer | berapa 2 + 2?               | ask the AI "berapa 2 + 2?"
          BOT    | customer | saya mau bicara dengan orang | hand off, notice "petugas datang"
          BOT    | customer | pause                       | switch to PAUSE, notice "pause ack"
          BOT    | customer | bot                         | switch to BOT, notice "bot ack"
          BOT    | customer | assign 628110000009         | answer "Halo Budi!"
          BOT    | phone    | saya bantu ya               | silent until 09:00
          BOT    | phone    | bot                         | silent until 09:00
          held   | customer | halo                        | silent: a person wrote in this chat recently
          held   | customer | berapa 2 + 2?               | silent: a person wrote in this chat recently
          held   | customer | saya mau bicara dengan orang | silent: a person wrote in this chat recently
          held   | customer | bot                         | switch to BOT, notice "bot ack"
          held   | customer | agent                       | hand off, notice "agent ack"
          held   | phone    | masih di sini               | silent until 09:00
          AGENT  | customer | halo                        | silent: a person answers in this chat
          AGENT  | customer | agent                       | hand off, notice "agent ack"
          AGENT  | customer | pause                       | switch to PAUSE, notice "pause ack"
          AGENT  | customer | bot                         | switch to BOT, notice "bot ack"
          AGENT  | phone    | saya bantu ya               | silent until 09:00
          PAUSE  | customer | halo                        | silent: automatic answers are paused in this chat
          PAUSE  | customer | agent                       | hand off, notice "agent ack"
          PAUSE  | customer | pause                       | switch to PAUSE, notice "pause ack"
          PAUSE  | customer | bot                         | switch to BOT, notice "bot ack"
          PAUSE  | phone    | saya bantu ya               | silent until 09:00
          BOT    | admin    | assign 628110000007         | pass on Assign to 628110000007@s.whatsapp.net
          BOT    | admin    | ASSIGN +628110000007        | pass on Assign to 628110000007@s.whatsapp.net
          BOT    | admin    | unassign 628110000007@c.us  | pass on Unassign to 628110000007@s.whatsapp.net
          BOT    | admin    | reply 628110000007 Siap, Pak | pass on Reply to 628110000007@s.whatsapp.net: "Siap, Pak"
          PAUSE  | admin    | reply 628110000007 2 x 2 = 4 | pass on Reply to 628110000007@s.whatsapp.net: "2 x 2 = 4"
          BOT    | admin    | '  assign   628110000007 '   | pass on Assign to 628110000007@s.whatsapp.net
          BOT    | admin    | 'assign '                   | admin reply: an admin's command has no number
          AGENT  | admin    | assign                      | admin reply: an admin's command has no number
          BOT    | admin    | assign budi                 | admin reply: an admin's command has an invalid number
          BOT    | admin    | pause 0811-0000-007         | pass on Pause to 628110000007@s.whatsapp.net
          BOT    | admin    | resume 0811-0000-007        | pass on Resume to 628110000007@s.whatsapp.net
          BOT    | admin    | /balas 0811-0000-007 Siap   | pass on Reply to 628110000007@s.whatsapp.net: "Siap"
          BOT    | admin    | status                      | admin reply: an admin asked for the number of chats
          BOT    | admin    | status 0811-0000-007        | admin reply: an admin asked for the status
          BOT    | admin    | list                        | admin reply: an admin asked for a list
          BOT    | admin    | Help                        | admin reply: an admin asked for help
          BOT    | admin    | reply 0811 2345 678 5 pcs   | admin reply: an admin's command has a number with an unclear end
          BOT    | admin    | reply 628110000007          | admin reply: an admin's reply has no text
          BOT    | admin    | halo                        | admin reply: an admin's message is not a command
          BOT    | admin    | agent                       | admin reply: an admin's message is not a command
          BOT    | group    | halo                        | silent: the bot does not answer in groups, newsletters and broadcasts
          BOT    | group    | agent                       | silent: the bot does not answer in groups, newsletters and broadcasts
          """)
  void decides(String mode, String who, String writes, String expected) {
    ChatKey key =
        switch (who) {
          case "admin" -> ADMIN;
          case "group" -> new ChatKey("default", "120363000000000001@g.us");
          default -> CUSTOMER;
        };
    Chat chat =
        mode.equals("held")
            ? Chat.unseen(key).heldByPersonUntil(NOW.plusSeconds(60), NOW)
            : Chat.withOneId(key, Mode.valueOf(mode), 7, null, null, null, List.of(), 1);
    var message =
        new InboundMessage(
            "M1",
            key.channel(),
            key.chatId(),
            key.chatId(),
            "Budi",
            who.equals("phone") ? From.PHONE : From.CUSTOMER,
            new Content.Text(writes),
            null,
            NOW,
            NOW,
            false);

    assertThat(inWords(decider.decide(chat, message, NOW, BOOK))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1} by {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # mode | a Resend of              | by    | what is done
          BOT    | Siap, Pak                | siti  | relay "Siap, Pak" of AGENT siti, silent until 09:00, raise the epoch
          AGENT  | Siap, Pak                | siti  | relay "Siap, Pak" of AGENT siti, silent until 09:00, raise the epoch
          PAUSE  | Siap, Pak                | admin | relay "Siap, Pak" of ADMIN admin, silent until 09:00, raise the epoch
          held   | Siap, Pak                | siti  | relay "Siap, Pak" of AGENT siti, silent until 09:00, raise the epoch
          group  | Siap, Pak                | siti  | relay "Siap, Pak" of AGENT siti, silent until 09:00, raise the epoch
          BOT    |                          | siti  | refuse: the command has no content to resend
          """)
  void resendCountsAsAPersonsMessage(
      String mode, @Nullable String content, String by, String expected) {
    ChatKey key =
        mode.equals("group") ? new ChatKey("default", "120363000000000001@g.us") : CUSTOMER;
    Chat chat =
        switch (mode) {
          case "held" -> Chat.unseen(key).heldByPersonUntil(NOW.plusSeconds(60), NOW);
          case "group" -> Chat.unseen(key);
          default -> Chat.withOneId(key, Mode.valueOf(mode), 7, null, null, null, List.of(), 1);
        };
    var resend =
        new ChatCommand.Resend(
            "resend-k1",
            key.channel(),
            key.chatId(),
            new Issuer(by.equals("admin") ? Issuer.Kind.ADMIN : Issuer.Kind.USER, by, null, null),
            NOW,
            "o1",
            content == null ? null : new Content.Text(content),
            null);

    String done =
        switch (decider.decide(chat, resend, NOW, BOOK)) {
          case Decision.Relay relay ->
              "%s of %s %s, silent until %s%s"
                  .formatted(
                      inWords(relay),
                      relay.author().kind(),
                      relay.author().user(),
                      String.valueOf(relay.silentUntil()).substring(11, 16),
                      new ChatTransition(POLICY).step(chat, resend, NOW, BOOK).chat().epoch()
                              > chat.epoch()
                          ? ", raise the epoch"
                          : "");
          case Decision other -> inWords(other);
        };
    assertThat(done).isEqualTo(expected);
  }

  private static String inWords(Decision decision) {
    return switch (decision) {
      case Decision.Answer answer -> "answer \"" + answer.text() + "\"";
      case Decision.AnswerAway away -> "answer away \"" + away.text() + "\"";
      case Decision.Ask ask -> "ask the AI \"" + ask.words() + "\"";
      case Decision.AnswerByAi answer -> "answer of the AI";
      case Decision.HandOff handOff -> "hand off, notice \"" + handOff.notice() + "\"";
      case Decision.LeaveToPeople leave -> "leave to agents: " + leave.rule();
      case Decision.PassToPeople pass -> "pass to agents: " + pass.rule();
      case Decision.Wait wait -> "wait: " + wait.rule();
      case Decision.CloseConversation close -> "close: " + close.rule();
      case Decision.OpenConversation open -> "open: " + open.rule();
      case Decision.SnoozeChat snooze -> "snooze: " + snooze.rule();
      case Decision.SetPriority set -> "priority: " + set.rule();
      case Decision.EndSnooze end -> "end of the snooze: " + end.rule();
      case Decision.KeepQuiet quiet -> "keep quiet: " + quiet.rule();
      case Decision.SetRestrictions limits -> "restrict: " + limits.rule();
      case Decision.Rate rate -> "rating: " + rate.rule();
      case Decision.RecordOnly note -> "note: " + note.rule();
      case Decision.StaySilent silent -> "silent: " + silent.rule();
      case Decision.SwitchMode change ->
          "switch to "
              + change.mode()
              + (change.notice() == null ? "" : ", notice \"" + change.notice() + "\"");
      case Decision.YieldToPerson person ->
          "silent until " + person.until().toString().substring(11, 16);
      case Decision.PassOn passOn ->
          "pass on "
              + passOn.command().getClass().getSimpleName()
              + " to "
              + passOn.command().chatId()
              + (passOn.command() instanceof ChatCommand.Reply reply
                  ? ": \"" + reply.content().words() + "\""
                  : "");
      case Decision.ReplyToAdmin reply -> "admin reply: " + reply.rule();
      case Decision.Inquire inquire -> "admin reply: " + inquire.rule();
      case Decision.ActOnMessage act -> "act: " + act.rule();
      case Decision.Relay relay -> "relay \"" + relay.content().words() + "\"";
      case Decision.EndHumanWindow _ -> "end of the human window";
      case Decision.Link link -> "link: " + link.rule();
      case Decision.EndLink end -> "end link: " + end.rule();
      case Decision.Release release -> "release: " + release.rule();
      case Decision.Merge merge -> "merge: " + merge.rule();
      case Decision.Forward forward -> "forward: " + forward.rule();
      case Decision.Refuse refuse -> "refuse: " + refuse.rule();
    };
  }
}
