package id.balas.events;

import id.balas.events.AiCommand.ReplyRequest;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.SameCustomer.ForwardedInput;
import id.balas.events.SameCustomer.HandOver;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.value.Priority;
import id.balas.events.value.Rating;
import id.balas.events.value.Restrictions;
import id.balas.events.value.Waiting;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// One complete record of every kind, by the name of its golden file.
final class SampleRecords {

  private static final String CHANNEL = "default";
  private static final String CHAT = "6281234567890@s.whatsapp.net";
  private static final String LID = "123456789012345@lid";
  private static final Instant SENT = Instant.parse("2026-11-20T08:15:30Z");
  private static final Instant RECEIVED = Instant.parse("2026-11-20T08:15:31.250Z");
  private static final Issuer ADMIN = Issuer.admin("budi", "628111@s.whatsapp.net");
  private static final Issuer USER = Issuer.user("siti", "karyawan");
  private static final Issuer CLOCK = Issuer.system("clock");
  private static final Content HALO = new Content.Text("Halo, ada yang bisa dibantu? 🙏");

  private static final Waiting WAITING =
      new Waiting(
          List.of(Waiting.Reason.WROTE, Waiting.Reason.ANSWER_FAILED), SENT, "m1", RECEIVED);
  private static final Conversation CONVERSATION =
      new Conversation("v1", SENT, RECEIVED, RECEIVED, "siti", "siti");

  private SampleRecords() {}

  static Map<String, WireRecord> all() {
    Map<String, WireRecord> records = new LinkedHashMap<>();
    inputs(records);
    identity(records);
    contents(records);
    commands(records);
    conversationCommands(records);
    peopleCommands(records);
    others(records);
    return records;
  }

  private static void inputs(Map<String, WireRecord> records) {
    records.put(
        "InboundMessage",
        new InboundMessage(
            "m1",
            CHANNEL,
            CHAT,
            CHAT,
            "Siti",
            InboundMessage.From.CUSTOMER,
            HALO,
            "m0",
            SENT,
            RECEIVED,
            false));
    records.put("MessageChanged-Edited", changed(new MessageChanged.Edited(HALO)));
    records.put("MessageChanged-Deleted", changed(new MessageChanged.Deleted()));
    records.put(
        "MessageChanged-Voted", changed(new MessageChanged.Voted(List.of("Senin", "Selasa"))));
  }

  private static MessageChanged changed(MessageChanged.Change change) {
    return new MessageChanged("c1", CHANNEL, CHAT, "m1", CHAT, change, SENT, RECEIVED);
  }

  private static void identity(Map<String, WireRecord> records) {
    records.put(
        "SameCustomer", new SameCustomer("k12", CHANNEL, LID, Issuer.system("ingest"), SENT, CHAT));
    records.put("HandOver", handOver(null));
    records.put(
        "Unlink", new SameCustomer.Unlink("k14", CHANNEL, LID, Issuer.user("root", "admin"), SENT));
    records.put("HandOver", handOver(null));
    records.put(
        "HandOver-for-agents",
        handOver(
            new HandOver.ForAgents(
                "sales", WAITING, RECEIVED, SENT, SENT, CONVERSATION, SENT, null, null)));
    records.put(
        "OutboundMessage-to-lid",
        new OutboundMessage(
            "o2",
            CHANNEL,
            CHAT,
            HALO,
            Author.NOTICE,
            "k13",
            8,
            null,
            SENT,
            null,
            new OutboundMessage.Route(LID, "o1"),
            null));
    records.put("ChatState-of-alias", new ChatState(CHANNEL, LID, Mode.BOT, 8, null, SENT, CHAT));
    records.put(
        "ForwardedInput",
        new ForwardedInput(
            CHANNEL,
            CHAT,
            LID,
            new InboundMessage(
                "m3",
                CHANNEL,
                LID,
                LID,
                "Siti",
                InboundMessage.From.CUSTOMER,
                HALO,
                "m0",
                SENT,
                RECEIVED,
                false)));
  }

  private static HandOver handOver(HandOver.@Nullable ForAgents forAgents) {
    var state =
        new HandOver.HandedOverChat(Mode.AGENT, 8, "siti", RECEIVED, SENT, true, "o1", forAgents);
    return new HandOver("k13", CHANNEL, CHAT, LID, state, SENT);
  }

  private static void contents(Map<String, WireRecord> records) {
    records.put("MessageEcho-Text", echo(HALO));
    records.put(
        "MessageEcho-Media",
        echo(
            new Content.Media(
                Content.Media.Kind.DOCUMENT,
                "media-1",
                "https://files.example/struk.pdf",
                "application/pdf",
                "struk.pdf",
                "Struk kemarin",
                48_213L)));
    records.put(
        "MessageEcho-Location", echo(new Content.Location(-6.1754, 106.8272, "Monas", "Jakarta")));
    records.put(
        "MessageEcho-Contact",
        echo(new Content.Contact("Andi", "BEGIN:VCARD\nFN:Andi\nEND:VCARD")));
    records.put("MessageEcho-Reaction", echo(new Content.Reaction("m0", "👍")));
    records.put("MessageEcho-Edit", echo(new Content.Edit("o1", HALO)));
    records.put("MessageEcho-Deletion", echo(new Content.Deletion("o1")));
    records.put("MessageEcho-Forward", echo(new Content.Forward("m0", HALO)));
    records.put("MessageEcho-Choice", echo(new Content.Choice("b1", "Lacak pesanan")));
    records.put(
        "MessageEcho-Unsupported",
        echo(
            new Content.Unsupported(
                "order",
                JsonMapper.shared()
                    .readTree("{\"order_id\":\"o1\",\"items\":[{\"quantity\":2}]}"))));
  }

  private static MessageEcho echo(Content content) {
    return new MessageEcho(CHANNEL, CHAT, "m2", content, SENT);
  }

  private static void commands(Map<String, WireRecord> records) {
    records.put("Assign", new ChatCommand.Assign("k1", CHANNEL, CHAT, ADMIN, SENT, "siti", null));
    records.put("Unassign", new ChatCommand.Unassign("k2", CHANNEL, CHAT, ADMIN, SENT, null));
    records.put("Pause", new ChatCommand.Pause("k3", CHANNEL, CHAT, USER, SENT, null));
    records.put("Resume", new ChatCommand.Resume("k4", CHANNEL, CHAT, USER, SENT, null));
    records.put(
        "Reply", new ChatCommand.Reply("k5", CHANNEL, CHAT, USER, SENT, HALO, "m1", null, null));
    records.put("MarkRead", new ChatCommand.MarkRead("k6", CHANNEL, CHAT, USER, SENT, "m1"));
    records.put(
        "HandBack",
        new PeopleCommand.HandBack(
            "k7", CHANNEL, CHAT, Issuer.system("bot-service"), SENT, 1_763_626_530_000L));
    records.put(
        "AiAnswered",
        new AiCommand.AiAnswered(
            "k8",
            CHANNEL,
            CHAT,
            Issuer.system("bot-service"),
            SENT,
            List.of("r1", "r2"),
            7,
            HALO,
            "gpt-5"));
    records.put(
        "AiFailed",
        new AiCommand.AiFailed(
            "k9",
            CHANNEL,
            CHAT,
            Issuer.system("bot-service"),
            SENT,
            List.of("r1"),
            7,
            "the AI server did not answer",
            null));
    records.put(
        "Resend", new ChatCommand.Resend("k10", CHANNEL, CHAT, USER, SENT, "o1", HALO, null));
    records.put(
        "CommandResult",
        new ChatCommand.CommandResult(
            "k11",
            CHANNEL,
            "628111@s.whatsapp.net",
            Issuer.system("bot-service"),
            SENT,
            "k1",
            "assign",
            CHAT,
            false,
            "the chat is with rina"));
  }

  private static void conversationCommands(Map<String, WireRecord> records) {
    records.put("Resolve", new PeopleCommand.Resolve("k21", CHANNEL, CHAT, USER, SENT, null, "m1"));
    records.put(
        "Resolve-asks-rating",
        new PeopleCommand.Resolve("k21", CHANNEL, CHAT, USER, SENT, null, "m1", true));
    records.put(
        "Snooze", new PeopleCommand.Snooze("k22", CHANNEL, CHAT, USER, SENT, RECEIVED, null, "m1"));
    records.put("Reopen", new PeopleCommand.Reopen("k23", CHANNEL, CHAT, USER, SENT, RECEIVED));
    records.put(
        "Prioritize",
        new ChatCommand.Prioritize("k41", CHANNEL, CHAT, USER, SENT, Priority.HIGH, RECEIVED));
    records.put(
        "Restrict",
        new PeopleCommand.Restrict("k40", CHANNEL, CHAT, USER, SENT, true, null, RECEIVED));
    records.put(
        "HandOver-restricted",
        handOver(
            new HandOver.ForAgents(
                null, null, null, null, null, null, null, new Restrictions(false, true), null)));
    records.put(
        "HandOver-quiet",
        handOver(new HandOver.ForAgents(null, null, null, null, null, null, null, null, RECEIVED)));
    records.put("Wake", new PeopleCommand.Wake("k24", CHANNEL, CHAT, CLOCK, SENT, RECEIVED));
    records.put(
        "EndConversation",
        new PeopleCommand.EndConversation("k25", CHANNEL, CHAT, CLOCK, SENT, "v1"));
    records.put(
        "Unassign-seen", new ChatCommand.Unassign("k26", CHANNEL, CHAT, USER, SENT, null, "m1"));
    records.put(
        "Resume-seen", new ChatCommand.Resume("k27", CHANNEL, CHAT, USER, SENT, null, "m1"));
    records.put(
        "Reply-seen",
        new ChatCommand.Reply("k28", CHANNEL, CHAT, USER, SENT, HALO, null, null, "m1"));
    records.put(
        "Assign-latest",
        new ChatCommand.Assign("k29", CHANNEL, CHAT, CLOCK, SENT, "siti", null, "m1"));
  }

  private static void peopleCommands(Map<String, WireRecord> records) {
    records.put(
        "AiFailed-handsOff",
        new AiCommand.AiFailed(
            "k30", CHANNEL, CHAT, CLOCK, SENT, List.of("r1"), 7, "it left it to a person", true));
    records.put(
        "Transfer",
        new PeopleCommand.Transfer(
            "k31", CHANNEL, CHAT, USER, SENT, "budi", "sales", RECEIVED, null));
    records.put(
        "Transfer-seen",
        new PeopleCommand.Transfer("k31", CHANNEL, CHAT, USER, SENT, null, "sales", null, "m1"));
    records.put(
        "PersonGone", new PeopleCommand.PersonGone("k32", CHANNEL, CHAT, CLOCK, SENT, "siti"));
    records.put(
        "TargetMissed",
        new PeopleCommand.TargetMissed(
            "k33", CHANNEL, CHAT, CLOCK, SENT, PeopleCommand.Target.FIRST_ANSWER, SENT));
    records.put(
        "LoopSeen", new PeopleCommand.LoopSeen("k34", CHANNEL, CHAT, CLOCK, SENT, RECEIVED));
    records.put(
        "FoundOpen",
        new PeopleCommand.FoundOpen("k35", CHANNEL, CHAT, CLOCK, SENT, "m1", RECEIVED, SENT));
    records.put(
        "ReportMissedTargets",
        new PeopleCommand.ReportMissedTargets("k36", CHANNEL, CHAT, CLOCK, SENT, 3, RECEIVED));
    records.put(
        "DeliveryFailed",
        DeliveryFailed.ofMessage(
            CHANNEL,
            CHAT,
            "o1",
            Author.bot("a rule"),
            SENT,
            SENT,
            DeliveryFailed.Kind.REPORTED,
            RECEIVED));
    records.put(
        "DeliveryFailed-of-act",
        new DeliveryFailed(
            CHANNEL,
            CHAT,
            "o4",
            Author.person(Author.Kind.AGENT, "siti"),
            SENT,
            null,
            DeliveryFailed.Kind.REJECTED,
            RECEIVED,
            "400 the message is too old to edit"));
    records.put(
        "ChatChanged",
        new ChatChanged(
            CHANNEL,
            CHAT,
            "k31",
            List.of(ChatChanged.Part.ASSIGNEE, ChatChanged.Part.WAITING),
            new ChatChanged.ChangedChat(
                Mode.AGENT,
                8,
                "siti",
                "sales",
                RECEIVED,
                WAITING,
                RECEIVED,
                RECEIVED,
                SENT,
                SENT,
                CONVERSATION,
                CHAT),
            SENT));
    records.put(
        "ChatChanged-rated",
        new ChatChanged(
            CHANNEL,
            CHAT,
            "k32",
            List.of(ChatChanged.Part.CONVERSATION),
            new ChatChanged.ChangedChat(
                Mode.BOT,
                8,
                null,
                null,
                null,
                null,
                null,
                null,
                SENT,
                null,
                CONVERSATION
                    .withPriority(Priority.HIGH)
                    .asked(RECEIVED)
                    .rated(new Rating(4, "cepat", SENT)),
                null),
            SENT));
  }

  private static void others(Map<String, WireRecord> records) {
    records.put(
        "ReplyRequest",
        new ReplyRequest("r1", CHANNEL, CHAT, "m1", "Kapan buka?", "Siti", 7, SENT, RECEIVED));
    records.put(
        "OutboundMessage",
        OutboundMessage.toChat(
            "o1",
            CHANNEL,
            CHAT,
            HALO,
            new Author(Author.Kind.AGENT, "siti", "a rule"),
            "k5",
            8,
            "m1",
            SENT,
            RECEIVED));
    records.put(
        "OutboundMessage-answering",
        new OutboundMessage(
            "o3", CHANNEL, CHAT, HALO, Author.BOT, "m1", 8, null, SENT, null, null, SENT));
    records.put(
        "MessageStatus",
        MessageStatus.of(
            CHANNEL,
            CHAT,
            "m2",
            "o1",
            MessageStatus.Status.READ,
            "6285@s.whatsapp.net",
            SENT,
            "seen in the group"));
    records.put(
        "MessageStatus-without-messageId",
        MessageStatus.of(
            CHANNEL,
            CHAT,
            null,
            "o1",
            MessageStatus.Status.FAILED,
            null,
            SENT,
            "the number is not on WhatsApp"));
    records.put(
        "MessageStatus-of-act",
        new MessageStatus(
            CHANNEL,
            CHAT,
            null,
            "o4",
            MessageStatus.Status.FAILED,
            null,
            SENT,
            "400 the message is too old to edit",
            "o1"));
    records.put("ChatState", new ChatState(CHANNEL, CHAT, Mode.AGENT, 8, "siti", SENT));
    records.put("IntakeWatermark", new IntakeWatermark(CHANNEL, SENT, RECEIVED));
    records.put("KnownLink", new SameCustomer.KnownLink(CHANNEL, LID, CHAT, RECEIVED));
  }
}
