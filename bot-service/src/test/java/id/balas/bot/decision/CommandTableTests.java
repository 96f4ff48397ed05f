package id.balas.bot.decision;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.ChatCommand;
import id.balas.events.OutboundMessage;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.value.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which user may do what with a chat. `siti` and `budi` are agents, `ani` is an admin at the desk,
/// `628110000001` an admin in WhatsApp.
class CommandTableTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final ChatKey KEY = new ChatKey("default", "628110000007@s.whatsapp.net");

  private final ChatTransition transition =
      new ChatTransition(new Policy(Set.of(), Duration.ofMinutes(15), Duration.ofHours(1), "62"));

  @ParameterizedTest(name = "{0} of {1}: {2} by {3} -> {4}, then {5}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # mode | of   | command        | by           | what is done                                      | then
          BOT    | -    | assign siti    | siti         | DONE: assigned to siti                            | AGENT of siti
          BOT    | -    | assign budi    | siti         | REFUSED: an agent can assign a chat only to themselves    | BOT
          BOT    | -    | assign budi    | ani          | DONE: assigned to budi                            | AGENT of budi
          AGENT  | -    | assign siti    | siti         | DONE: assigned to siti                            | AGENT of siti
          AGENT  | siti | assign siti    | siti         | DONE: assigned to siti                            | AGENT of siti
          AGENT  | siti | assign budi    | budi         | REFUSED: this chat is assigned to siti               | AGENT of siti
          AGENT  | siti | assign budi    | ani          | REFUSED: this chat is assigned to siti               | AGENT of siti
          AGENT  | siti | assign budi    | siti         | DONE: assigned to budi                            | AGENT of budi
          PAUSE  | siti | assign budi    | budi         | REFUSED: this chat is assigned to siti               | PAUSE of siti
          AGENT  | siti | unassign       | siti         | DONE: returned to the bot                       | BOT
          AGENT  | siti | unassign       | budi         | REFUSED: this chat is assigned to siti               | AGENT of siti
          AGENT  | siti | unassign       | ani          | DONE: returned to the bot                       | BOT
          AGENT  | siti | unassign       | 628110000001 | DONE: returned to the bot                       | BOT
          AGENT  | -    | unassign       | budi         | DONE: returned to the bot                       | BOT
          AGENT  | siti | resume         | budi         | REFUSED: this chat is assigned to siti               | AGENT of siti
          PAUSE  | -    | resume         | budi         | DONE: the bot was resumed                         | BOT
          BOT    | -    | pause          | budi         | DONE: the bot was paused                          | PAUSE
          AGENT  | siti | pause          | siti         | DONE: the bot was paused                          | PAUSE of siti
          AGENT  | siti | pause          | budi         | REFUSED: this chat is assigned to siti               | AGENT of siti
          AGENT  | siti | reply          | siti         | DONE: a person replied                           | AGENT of siti
          AGENT  | siti | reply          | budi         | REFUSED: this chat is assigned to siti               | AGENT of siti
          AGENT  | siti | reply          | ani          | DONE: a person replied                           | AGENT of siti
          AGENT  | siti | reply          | 628110000001 | DONE: a person replied                           | AGENT of siti
          BOT    | -    | reply          | siti         | REFUSED: this chat has no assignee: assign it to yourself first  | BOT
          BOT    | -    | reply          | ani          | DONE: a person replied                           | BOT
          AGENT  | siti | react          | siti         | DONE: a person reacted to a message              | AGENT of siti
          AGENT  | siti | react          | budi         | REFUSED: this chat is assigned to siti               | AGENT of siti
          BOT    | -    | react          | siti         | REFUSED: this chat has no assignee: assign it to yourself first  | BOT
          BOT    | -    | react          | ani          | DONE: a person reacted to a message              | BOT
          AGENT  | siti | edit           | siti         | DONE: a person edited a message                  | AGENT of siti
          AGENT  | siti | edit           | budi         | REFUSED: this chat is assigned to siti               | AGENT of siti
          BOT    | -    | edit           | ani          | DONE: a person edited a message                  | BOT
          AGENT  | siti | delete         | siti         | DONE: a person deleted a message                 | AGENT of siti
          AGENT  | siti | delete         | budi         | REFUSED: this chat is assigned to siti               | AGENT of siti
          AGENT  | siti | forward        | siti         | DONE: a person forwarded a message               | AGENT of siti
          AGENT  | siti | forward        | budi         | REFUSED: this chat is assigned to siti               | AGENT of siti
          BOT    | -    | forward        | siti         | REFUSED: this chat has no assignee: assign it to yourself first  | BOT
          AGENT  | siti | edit too late  | siti         | REFUSED: the action was decided too late, so nothing was done | AGENT of siti
          BOT    | -    | resend-act     | siti         | REFUSED: an act on a message is not resent: do it again at the message | BOT
          BOT    | -    | resend         | siti         | DONE: a person resent a failed message | BOT
          AGENT  | siti | resend         | budi         | REFUSED: this chat is assigned to siti               | AGENT of siti
          AGENT  | siti | prioritize     | budi         | REFUSED: this chat is assigned to siti               | AGENT of siti
          AGENT  | siti | prioritize     | siti         | REFUSED: the chat has no open conversation       | AGENT of siti
          AGENT  | siti | read           | budi         | DONE: marked as read                              | AGENT of siti
          """)
  void commandsAreDecided(
      String mode, @Nullable String of, String command, String by, String done, String then) {
    Chat chat = Chat.withOneId(KEY, Mode.valueOf(mode), 7, of, null, null, List.of(), 1);

    ChatTransition.Step step =
        transition.step(chat, command(command, issuer(by)), NOW, new AnswerBookOfTests());

    assertThat(step.decided().outcome() + ": " + step.decided().rule()).isEqualTo(done);
    String assignee = step.chat().assignee();
    assertThat(step.chat().mode() + (assignee == null ? "" : " of " + assignee)).isEqualTo(then);
  }

  private static ChatCommand command(String words, Issuer by) {
    String channel = KEY.channel();
    String chatId = KEY.chatId();
    String[] word = words.split(" ", 2);
    return switch (word[0]) {
      case "assign" -> new ChatCommand.Assign("c1", channel, chatId, by, NOW, word[1], null);
      case "unassign" -> new ChatCommand.Unassign("c1", channel, chatId, by, NOW, null);
      case "resume" -> new ChatCommand.Resume("c1", channel, chatId, by, NOW, null);
      case "pause" -> new ChatCommand.Pause("c1", channel, chatId, by, NOW, null);
      case "reply" ->
          new ChatCommand.Reply(
              "c1", channel, chatId, by, NOW, new Content.Text("Siap"), null, null, null);
      case "react" -> reply(by, new Content.Reaction("M1", "👍"), null);
      case "edit" ->
          reply(
              by,
              new Content.Edit("o1", new Content.Text("Siap")),
              word.length == 1 ? null : NOW.minusSeconds(1));
      case "delete" -> reply(by, new Content.Deletion("o1"), null);
      case "forward" -> reply(by, new Content.Forward("M1", new Content.Text("Siap")), null);
      case "resend-act" ->
          new ChatCommand.Resend(
              "c1", channel, chatId, by, NOW, "o1", new Content.Deletion("o0"), null);
      case "resend" ->
          new ChatCommand.Resend(
              "c1", channel, chatId, by, NOW, "o1", new Content.Text("Siap"), null);
      case "prioritize" ->
          new ChatCommand.Prioritize("c1", channel, chatId, by, NOW, Priority.HIGH, null);
      case "read" -> new ChatCommand.MarkRead("c1", channel, chatId, by, NOW, "M1");
      default -> throw new IllegalArgumentException(words);
    };
  }

  private static ChatCommand reply(Issuer by, Content content, @Nullable Instant notAfter) {
    return new ChatCommand.Reply(
        "c1", KEY.channel(), KEY.chatId(), by, NOW, content, null, notAfter, null);
  }

  @Test
  void onlyAnEditSilencesTheBot() {
    Chat chat = Chat.withOneId(KEY, Mode.AGENT, 7, "siti", null, null, List.of(), 1);

    assertThat(after(chat, "edit").humanUntil()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(after(chat, "forward").humanUntil()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(after(chat, "react").humanUntil()).isNull();
    assertThat(after(chat, "delete").epoch()).isEqualTo(7);
  }

  private Chat after(Chat chat, String command) {
    return transition
        .step(chat, command(command, issuer("siti")), NOW, new AnswerBookOfTests())
        .chat();
  }

  @Test
  void actIsSentAsItIs() {
    Chat chat = Chat.withOneId(KEY, Mode.AGENT, 7, "siti", null, null, List.of(), 1);

    assertThat(
            transition
                .step(chat, command("delete", issuer("siti")), NOW, new AnswerBookOfTests())
                .decided()
                .emits())
        .singleElement()
        .isInstanceOfSatisfying(
            OutboundMessage.class,
            message -> {
              assertThat(message.content()).isEqualTo(new Content.Deletion("o1"));
              assertThat(message.author().user()).isEqualTo("siti");
              assertThat(message.id()).isEqualTo(Decided.outboundId(KEY, "c1"));
              assertThat(message.answersSince()).isNull();
            });
  }

  private static Issuer issuer(String name) {
    return switch (name) {
      case "ani" -> Issuer.user("ani", "admin");
      case "siti", "budi" -> Issuer.user(name, "karyawan");
      default -> Issuer.admin(name, name + "@s.whatsapp.net");
    };
  }
}
