package id.balas.bot.decision;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.decision.people.Handling;
import id.balas.bot.decision.people.PeoplePolicy;
import id.balas.events.AiCommand.AiFailed;
import id.balas.events.ChatCommand;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.MessageChanged;
import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.PeopleCommand.LoopSeen;
import id.balas.events.PeopleCommand.PersonGone;
import id.balas.events.PeopleCommand.Resolve;
import id.balas.events.PeopleCommand.Restrict;
import id.balas.events.PeopleCommand.Transfer;
import id.balas.events.value.Author;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Content.Media.Kind;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.value.Restrictions;
import id.balas.events.value.Waiting;
import id.balas.events.value.Waiting.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// When a chat waits for a person, and what the customer reads. `held` is a chat inside the human
/// window; `AGENT siti` is assigned to siti; in `AGENT new` no person has taken the chat since the
/// customer asked for one; in `talks` a conversation is open; `quiet` is a chat that got too many
/// automatic messages; `opted out` and `blocked` are restrictions of the customer. A chat that
/// already waits is written `AGENT siti, waits WROTE`. `-` means: nothing.
class WaitingTableTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final ChatKey CUSTOMER = new ChatKey("default", "628110000007@s.whatsapp.net");
  private static final ChatKey ADMIN = new ChatKey("default", "628110000001@s.whatsapp.net");
  private static final ChatKey GROUP = new ChatKey("default", "120363000000000001@g.us");

  @ParameterizedTest(name = "{0} chat, {1}, customer sends {2} -> waits {3}, reads {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # chat                    | hour  | the customer sends | waits          | the customer reads
          # The bot has the chat: text.
          BOT                       | open  | jam buka?          | -              | 08.00-17.00
          BOT                       | open  | apa saja           | -              | default reply
          BOT                       | open  | berapa 2 + 2?      | -              | -
          BOT                       | open  | komplain           | ASKED          | kami bantu
          BOT                       | open  | agent              | ASKED          | agent ack
          BOT                       | open  | pause              | -              | pause ack
          BOT                       | open  | bot                | -              | bot ack
          BOT                       | night | jam buka?          | -              | 08.00-17.00
          BOT                       | night | apa saja           | AWAY           | kami tutup
          BOT sent the away reply   | night | apa saja           | AWAY           | -
          BOT                       | night | agent              | ASKED          | agent ack, buka 08.00
          # The bot has the chat: no text.
          BOT                       | open  | a voice note       | NOT_UNDERSTOOD | kami lihat
          BOT                       | night | a voice note       | NOT_UNDERSTOOD | kami lihat, buka 08.00
          BOT                       | open  | a picture          | NOT_UNDERSTOOD | kami lihat
          BOT                       | open  | a file             | NOT_UNDERSTOOD | kami lihat
          BOT                       | open  | a place            | NOT_UNDERSTOOD | kami lihat
          BOT                       | open  | a contact          | NOT_UNDERSTOOD | kami lihat
          BOT                       | open  | an order           | NOT_UNDERSTOOD | kami lihat
          BOT                       | open  | a poll             | NOT_UNDERSTOOD | kami lihat
          BOT                       | open  | a missed call      | NOT_UNDERSTOOD | kami lihat
          BOT                       | open  | a rejected call    | NOT_UNDERSTOOD | kami lihat
          BOT                       | open  | an unknown kind      | NOT_UNDERSTOOD | kami lihat
          BOT, waits NOT_UNDERSTOOD | open  | a picture          | NOT_UNDERSTOOD | -
          # A sign needs no answer.
          BOT                       | open  | a reaction         | -              | -
          BOT                       | open  | a sticker          | -              | -
          BOT                       | open  | a vote             | -              | -
          BOT                       | open  | an edit            | -              | -
          BOT                       | open  | a deletion         | -              | -
          BOT                       | open  | a notice           | -              | -
          BOT                       | open  | an edit of nothing | -              | -
          BOT                       | open  | a blank text       | -              | -
          BOT                       | open  | a ringing call     | -              | -
          BOT                       | open  | an answered call   | -              | -
          AGENT siti                | open  | a sticker          | -              | -
          # A person has the chat.
          AGENT siti                | open  | jam buka?          | WROTE          | -
          AGENT siti                | night | jam buka?          | WROTE          | -
          AGENT siti                | open  | a voice note       | WROTE          | -
          AGENT siti                | open  | a missed call      | WROTE          | -
          AGENT siti                | open  | agent              | ASKED          | agent ack
          AGENT siti, waits WROTE   | open  | agent              | ASKED WROTE    | -
          AGENT siti, waits WROTE   | open  | bot                | -              | bot ack
          AGENT siti, waits ASKED   | open  | bot                | -              | bot ack
          BOT, waits AWAY           | open  | bot                | -              | bot ack
          AGENT siti, waits PASSED  | open  | bot                | PASSED         | bot ack
          BOT, waits ANSWER_FAILED  | open  | bot                | ANSWER_FAILED  | bot ack
          held                      | open  | jam buka?          | WROTE          | -
          held                      | open  | a picture          | WROTE          | -
          held                      | open  | agent              | ASKED          | agent ack
          PAUSE                     | open  | jam buka?          | WROTE          | -
          PAUSE                     | night | apa saja           | WROTE          | -
          # No agent has taken the chat yet: at night the rules go on.
          AGENT new                 | open  | jam buka?          | ASKED WROTE    | -
          AGENT new                 | night | jam buka?          | ASKED          | 08.00-17.00
          AGENT new                 | night | apa saja           | ASKED WROTE    | -
          AGENT new                 | night | berapa 2 + 2?      | ASKED WROTE    | -
          AGENT new                 | night | komplain           | ASKED          | -
          # Too late for an automatic answer.
          BOT                       | open  | jam buka?, late    | LATE           | -
          BOT                       | open  | agent, late        | LATE           | -
          BOT                       | open  | a picture, late    | LATE           | -
          AGENT siti                | open  | jam buka?, late    | WROTE          | -
          BOT                       | open  | jam buka?, 15 days | -              | -
          AGENT siti                | open  | jam buka?, 15 days | -              | -
          BOT                       | open  | a sticker, late    | -              | -
          # Too many automatic messages.
          quiet                     | open  | jam buka?          | LOOP           | -
          quiet                     | open  | a picture          | LOOP           | -
          quiet                     | open  | agent              | ASKED          | -
          quiet                     | open  | pause              | -              | -
          # The customer wants no automatic messages.
          opted out                 | open  | jam buka?          | WROTE          | -
          opted out                 | open  | berapa 2 + 2?      | WROTE          | -
          opted out                 | night | apa saja           | WROTE          | -
          opted out                 | open  | a picture          | WROTE          | -
          opted out                 | open  | a sticker          | -              | -
          opted out                 | open  | agent              | ASKED          | -
          opted out                 | open  | pause              | -              | -
          opted out                 | open  | bot                | WROTE          | -
          opted out                 | open  | jam buka?, late    | LATE           | -
          AGENT new, opted out      | night | jam buka?          | ASKED WROTE    | -
          AGENT siti, opted out     | open  | jam buka?          | WROTE          | -
          # The customer is blocked.
          blocked                   | open  | jam buka?          | -              | -
          blocked                   | night | apa saja           | -              | -
          blocked                   | open  | agent              | -              | -
          blocked                   | open  | pause              | -              | -
          blocked                   | open  | a voice note       | -              | -
          blocked                   | open  | jam buka?, late    | -              | -
          AGENT siti, blocked       | open  | jam buka?          | -              | -
          admin, blocked            | open  | halo               | -              | usage
          # The customer is asked for a rating. Any other message closes the question.
          BOT, asked for a rating   | open  | 5                  | -              | thanks
          BOT, asked for a rating   | night | 4/5                | -              | thanks
          PAUSE, asked for a rating | open  | 2                  | -              | thanks
          BOT, asked for a rating   | open  | jam buka?          | -              | 08.00-17.00
          BOT, asked for a rating   | open  | 5 kotak            | -              | default reply
          BOT, asked for a rating   | open  | a voice note       | NOT_UNDERSTOOD | kami lihat
          BOT, asked for a rating   | open  | 5, late            | LATE           | -
          BOT                       | open  | 5                  | -              | default reply
          # These never wait.
          admin                     | open  | a voice note       | -              | -
          admin                     | open  | halo               | -              | usage
          admin                     | open  | list, late         | -              | too late
          group                     | open  | jam buka?          | -              | -
          group                     | open  | a picture          | -              | -
          """)
  void customersMessage(
      String chat, String hour, String sends, @Nullable String waits, @Nullable String reads) {
    ChatTransition.Step step = step(chat(chat), input(chat, sends), hour, false);

    assertThat(waits(step.chat())).isEqualTo(waits);
    assertThat(reads(step)).isEqualTo(reads);
  }

  @ParameterizedTest(name = "{0} chat, {1} -> waits {2}, {3}, customer reads {4}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # chat                      | what happens                   | waits          | mode       | the customer reads
          BOT, asked the AI           | the AI is down                 | AI_FAILED      | BOT        | hand-off
          BOT, asked the AI, waits LOOP | the AI is down               | AI_FAILED LOOP | BOT        | -
          BOT, asked the AI           | the AI leaves it to a person   | ASKED          | AGENT      | hand-off
          BOT, asked the AI           | too many automatic messages    | LOOP           | BOT        | -
          snoozed, asked the AI       | too many automatic messages    | LOOP           | BOT        | -
          BOT                         | too many automatic messages    | -              | BOT        | -
          snoozed, asked the AI       | the AI is down                 | AI_FAILED      | BOT        | hand-off
          snoozed, asked the AI       | the AI leaves it to a person   | ASKED          | AGENT      | hand-off
          snoozed                     | an answer fails later          | ANSWER_FAILED  | BOT        | -
          snoozed                     | admin passes it to a team      | PASSED         | AGENT      | -
          BOT, asked the AI           | siti takes it                  | WROTE          | AGENT siti | -
          BOT, asked the AI           | siti pauses the bot            | WROTE          | PAUSE      | -
          BOT, asked the AI           | siti answers from the phone    | -              | BOT        | -
          BOT, asked the AI           | an older message from the phone | WROTE         | BOT        | -
          BOT, asked the AI           | admin replies                  | -              | BOT        | Siap
          AGENT siti, waits WROTE     | siti replies                   | -              | AGENT siti | Siap
          AGENT siti, waits WROTE     | siti replies to an older message | WROTE        | AGENT siti | Siap
          AGENT siti, waits WROTE     | siti reacts                    | WROTE          | AGENT siti | -
          AGENT siti, waits WROTE     | siti edits a message           | WROTE          | AGENT siti | -
          AGENT siti answered         | an act of siti fails           | -              | AGENT siti | -
          AGENT siti, waits WROTE     | siti resends                   | -              | AGENT siti | Siap
          AGENT siti, waits WROTE     | siti resends in bulk           | WROTE          | AGENT siti | Siap
          AGENT siti, waits ANSWER_FAILED | siti resends in bulk       | -              | AGENT siti | Siap
          AGENT siti, waits WROTE     | siti answers from the phone    | -              | AGENT siti | -
          AGENT siti, waits WROTE     | an older message from the phone | WROTE         | AGENT siti | -
          AGENT siti, waits WROTE     | siti resolves it               | -              | BOT        | -
          AGENT siti, waits WROTE     | siti resolves it unseen        | WROTE          | AGENT siti | -
          AGENT siti talks, waits WROTE | siti resolves it and asks    | -              | BOT        | rating?
          BOT, asked for a rating     | siti resolves it and asks      | -              | BOT        | -
          BOT, asked for a rating     | an answer fails later          | ANSWER_FAILED  | BOT        | -
          AGENT siti, waits WROTE     | siti returns it                | -              | BOT        | -
          AGENT siti, waits WROTE     | siti returns it unseen         | WROTE          | AGENT siti | -
          PAUSE, waits WROTE          | siti resumes the bot           | -              | BOT        | -
          PAUSE, waits WROTE          | siti resolves it               | -              | PAUSE      | -
          AGENT new                   | siti takes it                  | ASKED          | AGENT siti | -
          AGENT new                   | the assigner takes it for siti | ASKED          | AGENT siti | -
          AGENT siti, waits WROTE     | the assigner takes it for siti | WROTE          | AGENT siti | -
          AGENT siti                  | siti passes it to a team       | PASSED         | AGENT      | -
          AGENT siti, waits WROTE     | siti passes it to a team       | PASSED WROTE   | AGENT      | -
          BOT                         | admin passes it to a team      | PASSED         | AGENT      | -
          AGENT siti                  | siti passes it to rudi         | -              | AGENT rudi | -
          AGENT siti                  | siti is gone                   | PASSED         | AGENT      | -
          AGENT rudi                  | siti is gone                   | -              | AGENT rudi | -
          BOT                         | an answer is rejected          | ANSWER_FAILED  | BOT        | -
          BOT                         | an answer is too late          | ANSWER_FAILED  | BOT        | -
          BOT                         | an answer is given up          | ANSWER_FAILED  | BOT        | -
          BOT                         | an answer is undecidable       | ANSWER_FAILED  | BOT        | -
          BOT                         | an answer fails later          | ANSWER_FAILED  | BOT        | -
          BOT resolved                | an answer fails later          | ANSWER_FAILED  | BOT        | -
          AGENT siti                  | an answer is overtaken         | WROTE          | AGENT siti | -
          AGENT siti answered         | an answer is overtaken         | -              | AGENT siti | -
          AGENT siti answered         | a reply of siti is rejected    | ANSWER_FAILED  | AGENT siti | -
          BOT                         | a notice is rejected           | -              | BOT        | -
          BOT, asked the AI           | siti records an opt-out        | WROTE          | BOT        | -
          AGENT siti, waits WROTE     | siti records an opt-out        | WROTE          | AGENT siti | -
          AGENT siti, opted out       | siti replies                   | -              | AGENT siti | Siap
          opted out                   | an answer is overtaken         | WROTE          | BOT        | -
          BOT, asked the AI           | admin blocks the customer      | -              | BOT        | -
          AGENT siti, waits WROTE     | admin blocks the customer      | -              | BOT        | -
          PAUSE, waits WROTE          | admin blocks the customer      | -              | PAUSE      | -
          AGENT siti, waits WROTE     | siti blocks the customer       | WROTE          | AGENT siti | -
          blocked                     | admin replies                  | -              | BOT        | -
          blocked                     | siti takes it                  | -              | BOT        | -
          blocked                     | admin passes it to a team      | -              | BOT        | -
          blocked                     | siti answers from the phone    | -              | BOT        | -
          blocked                     | an answer is rejected          | -              | BOT        | -
          blocked                     | an answer is overtaken         | -              | BOT        | -
          blocked                     | the AI is down                 | -              | BOT        | -
          blocked                     | admin unblocks the customer    | -              | BOT        | -
          group                       | a reply of siti is rejected    | -              | BOT        | -
          """)
  void otherInput(
      String chat, String happens, @Nullable String waits, String mode, @Nullable String reads) {
    ChatTransition.Step step = step(chat(chat), happens(chat, happens), "open", false);

    assertThat(waits(step.chat())).isEqualTo(waits);
    String assignee = step.chat().assignee();
    assertThat(step.chat().mode() + (assignee == null ? "" : " " + assignee)).isEqualTo(mode);
    assertThat(reads(step)).isEqualTo(reads);
    assertThat(step.chat().handling().snoozedUntil()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"false,", "true, NOT_UNDERSTOOD"})
  void defaultReplyWaitsIfTheSettingSaysSo(boolean setting, @Nullable String waits) {
    ChatTransition.Step step = step(chat("BOT"), input("BOT", "apa saja"), "open", setting);

    assertThat(waits(step.chat())).isEqualTo(waits);
    assertThat(reads(step)).isEqualTo("default reply");
  }

  private static ChatTransition.Step step(
      Chat chat, ChatInput input, String hour, boolean defaultReplyWaits) {
    var policy =
        new Policy(
            Set.of(ADMIN.chatId()),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            "62",
            new PeoplePolicy(false, defaultReplyWaits, Duration.ofDays(1), Duration.ofDays(1)));
    return new ChatTransition(policy).step(chat, input, NOW, new ShopBook(hour.equals("open")));
  }

  private static @Nullable String waits(Chat chat) {
    Waiting waiting = chat.handling().waiting();
    return waiting == null
        ? null
        : waiting.reasons().stream().map(Reason::name).collect(Collectors.joining(" "));
  }

  private static @Nullable String reads(ChatTransition.Step step) {
    return step.decided().emits().stream()
        .filter(OutboundMessage.class::isInstance)
        .map(record -> ((OutboundMessage) record).content())
        .filter(content -> !(content instanceof Content.Act))
        .map(content -> String.valueOf(content.words()))
        .map(text ->
            text.startsWith("Perintah / commands")
                ? "usage"
                : text.startsWith("✗ Perintah") ? "too late" : text)
        .findFirst()
        .orElse(null);
  }

  private static Chat chat(String name) {
    String[] parts = name.split(", ", -1);
    String first = parts[0];
    ChatKey key =
        switch (first) {
          case "admin" -> ADMIN;
          case "group" -> GROUP;
          default -> CUSTOMER;
        };
    Mode mode =
        first.startsWith("AGENT") ? Mode.AGENT : first.startsWith("PAUSE") ? Mode.PAUSE : Mode.BOT;
    String assignee = first.contains("siti") ? "siti" : first.contains("rudi") ? "rudi" : null;
    Instant before = NOW.minusSeconds(60);
    Chat chat =
        Chat.withOneId(
            key,
            mode,
            7,
            assignee,
            first.equals("held") ? NOW.plusSeconds(60) : null,
            first.contains("away reply") ? before : null,
            name.contains("asked the AI")
                ? List.of(new Chat.Asked("R1", "Q1", before, NOW.plusSeconds(600), before))
                : List.of(),
            1);
    Handling handling = Handling.NONE;
    if (first.equals("AGENT new")) {
      handling = handling.withWaiting(Waiting.of(Reason.ASKED, before, "M0", before));
      handling = handling.unattended(before);
    }
    if (first.equals("quiet")) {
      handling = handling.quiet(NOW.plusSeconds(60));
    } else if (first.equals("snoozed")) {
      handling = handling.snoozed(NOW.plusSeconds(3600));
    } else if (name.contains("opted out") || name.contains("blocked")) {
      handling =
          handling.restrictedTo(
              new Restrictions(name.contains("blocked"), name.contains("opted out")));
    } else if (first.endsWith("answered")) {
      handling = handling.personWrote(before);
    }
    var conversation = new Conversation("C0", before, before, null, null, "siti");
    if (name.contains("asked for a rating")) {
      handling =
          handling.withConversation(
              conversation.resolved("siti", before).asked(NOW.plus(Duration.ofHours(23))));
    } else if (first.endsWith("talks")) {
      handling = handling.withConversation(conversation);
    }
    String waits = parts[parts.length - 1];
    return chat.with(
        waits.startsWith("waits ")
            ? handling.withWaiting(
                Waiting.of(Reason.valueOf(waits.substring(6)), before, "M0", before))
            : handling);
  }

  private static ChatInput input(String chat, String sends) {
    ChatKey key = chat(chat).key();
    String[] parts = sends.split(", ", -1);
    Instant sentAt =
        parts.length == 1
            ? NOW
            : NOW.minus(parts[1].equals("late") ? Duration.ofHours(2) : Duration.ofDays(15));
    MessageChanged.Change change =
        switch (parts[0]) {
          case "a vote" -> new MessageChanged.Voted(List.of("Senin"));
          case "an edit" -> new MessageChanged.Edited(new Content.Text("agent"));
          case "a deletion" -> new MessageChanged.Deleted();
          default -> null;
        };
    return change != null
        ? new MessageChanged(
            "C1", key.channel(), key.chatId(), "M0", key.chatId(), change, sentAt, NOW)
        : message("M1", key, From.CUSTOMER, content(parts[0]), sentAt);
  }

  private static InboundMessage message(
      String id, ChatKey key, From author, Content content, Instant sentAt) {
    return new InboundMessage(
        id,
        key.channel(),
        key.chatId(),
        key.chatId(),
        "Budi",
        author,
        content,
        null,
        sentAt,
        NOW,
        false);
  }

  private static Content content(String name) {
    return switch (name) {
      case "a voice note" -> media(Kind.VOICE);
      case "a picture" -> media(Kind.IMAGE);
      case "a file" -> media(Kind.DOCUMENT);
      case "a sticker" -> media(Kind.STICKER);
      case "a place" -> new Content.Location(-6.2, 106.8, null, null);
      case "a contact" -> new Content.Contact("Andi", null);
      case "a reaction" -> new Content.Reaction("M0", "👍");
      case "a blank text" -> new Content.Text(" \n");
      case "an order" -> other("order", "{}");
      case "a poll" -> other("poll", "{}");
      case "a notice" -> other("notice", "{}");
      case "an edit of nothing" -> other("edited", "{}");
      case "an unknown kind" -> other("hologram", "{}");
      case "a missed call" -> other("call", "{\"status\":\"missed\"}");
      case "a rejected call" -> other("call", "{\"status\":\"Rejected\"}");
      case "a ringing call" -> other("call", "{\"status\":\"ringing\"}");
      case "an answered call" -> other("call", "{\"status\":\"answered\"}");
      default -> new Content.Text(name);
    };
  }

  private static Content media(Kind kind) {
    return new Content.Media(kind, "media-1", null, "x/y", null, null, null);
  }

  private static Content other(String type, String json) {
    return new Content.Unsupported(type, JsonMapper.shared().readTree(json));
  }

  private static ChatInput happens(String name, String what) {
    ChatKey key = chat(name).key();
    String c = key.channel();
    String id = key.chatId();
    Issuer siti = Issuer.user("siti", "karyawan");
    Issuer admin = Issuer.user("ani", "admin");
    Issuer system = Issuer.system("clock");
    var text = new Content.Text("Siap");
    return switch (what) {
      case "the AI is down" ->
          new AiFailed("F1", c, id, system, NOW, List.of("R1"), 7, "the AI is down", null);
      case "too many automatic messages" ->
          new LoopSeen("L1", c, id, system, NOW, NOW.plusSeconds(600));
      case "the AI leaves it to a person" ->
          new AiFailed("F1", c, id, system, NOW, List.of("R1"), 7, "left to a person", true);
      case "siti takes it" -> new ChatCommand.Assign("K", c, id, siti, NOW, "siti", null);
      case "the assigner takes it for siti" ->
          new ChatCommand.Assign("K", c, id, system, NOW, "siti", null, "M0");
      case "siti pauses the bot" -> new ChatCommand.Pause("K", c, id, siti, NOW, null);
      case "siti answers from the phone" -> message("P1", key, From.PHONE, text, NOW);
      case "an older message from the phone" ->
          message("P1", key, From.PHONE, text, NOW.minusSeconds(120));
      case "siti replies" -> new ChatCommand.Reply("K", c, id, siti, NOW, text, null, null, "M0");
      case "siti replies to an older message" ->
          new ChatCommand.Reply("K", c, id, siti, NOW, text, null, null, "L9");
      case "admin replies" -> new ChatCommand.Reply("K", c, id, admin, NOW, text, null, null, null);
      case "siti reacts" ->
          new ChatCommand.Reply(
              "K", c, id, siti, NOW, new Content.Reaction("M0", "👍"), null, null, null);
      case "siti edits a message" ->
          new ChatCommand.Reply(
              "K", c, id, siti, NOW, new Content.Edit("o0", text), null, null, null);
      case "an act of siti fails" ->
          new DeliveryFailed(
              c,
              id,
              "o1",
              Author.person(Author.Kind.AGENT, "siti"),
              NOW,
              null,
              DeliveryFailed.Kind.REJECTED,
              NOW,
              "400 too old");
      case "siti resends" -> new ChatCommand.Resend("K", c, id, siti, NOW, "o1", text, null);
      case "siti resends in bulk" ->
          new ChatCommand.Resend("K", c, id, siti, NOW, "o1", text, true);
      case "siti resolves it" -> new Resolve("K", c, id, siti, NOW, null, "M0");
      case "siti resolves it unseen" -> new Resolve("K", c, id, siti, NOW, null, "L9");
      case "siti resolves it and asks" -> new Resolve("K", c, id, siti, NOW, null, "M0", true);
      case "siti returns it" -> new ChatCommand.Unassign("K", c, id, siti, NOW, null, "M0");
      case "siti returns it unseen" -> new ChatCommand.Unassign("K", c, id, siti, NOW, null, "L9");
      case "siti resumes the bot" -> new ChatCommand.Resume("K", c, id, siti, NOW, null, "M0");
      case "siti passes it to a team" ->
          new Transfer("K", c, id, siti, NOW, null, "sales", null, null);
      case "admin passes it to a team" ->
          new Transfer("K", c, id, admin, NOW, null, "sales", null, null);
      case "siti passes it to rudi" ->
          new Transfer("K", c, id, siti, NOW, "rudi", null, null, null);
      case "siti records an opt-out" -> restrict(key, siti, null, true);
      case "siti blocks the customer" -> restrict(key, siti, true, null);
      case "admin blocks the customer" -> restrict(key, admin, true, null);
      case "admin unblocks the customer" -> restrict(key, admin, false, null);
      case "siti is gone" -> new PersonGone("K", c, id, system, NOW, "siti");
      case "a notice is rejected" -> failed(key, Author.NOTICE, DeliveryFailed.Kind.REJECTED);
      case "a reply of siti is rejected" ->
          failed(key, Author.person(Author.Kind.AGENT, "siti"), DeliveryFailed.Kind.REJECTED);
      case "an answer is rejected" -> failed(key, Author.BOT, DeliveryFailed.Kind.REJECTED);
      case "an answer is too late" -> failed(key, Author.BOT, DeliveryFailed.Kind.LATE);
      case "an answer is given up" -> failed(key, Author.AI, DeliveryFailed.Kind.GIVEN_UP);
      case "an answer is undecidable" -> failed(key, Author.BOT, DeliveryFailed.Kind.UNDECIDABLE);
      case "an answer fails later" -> failed(key, Author.BOT, DeliveryFailed.Kind.REPORTED);
      case "an answer is overtaken" -> failed(key, Author.BOT, DeliveryFailed.Kind.OVERTAKEN);
      default -> throw new IllegalArgumentException(what);
    };
  }

  private static Restrict restrict(
      ChatKey key, Issuer by, @Nullable Boolean blocked, @Nullable Boolean optedOut) {
    return new Restrict("K", key.channel(), key.chatId(), by, NOW, blocked, optedOut, null);
  }

  private static DeliveryFailed failed(ChatKey key, Author author, DeliveryFailed.Kind kind) {
    Instant written = NOW.minusSeconds(90);
    return DeliveryFailed.ofMessage(
        key.channel(), key.chatId(), "o1", author, written, written, kind, NOW);
  }
}
