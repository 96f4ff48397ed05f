package id.balas.events;

import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final Content HALO = new Content.Text("Halo, ada yang bisa dibantu? 🙏");

  private SampleRecords() {}

  static Map<String, WireRecord> all() {
    Map<String, WireRecord> records = new LinkedHashMap<>();
    inputs(records);
    identity(records);
    contents(records);
    commands(records);
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
    records.put(
        "Unlink", new SameCustomer.Unlink("k14", CHANNEL, LID, Issuer.user("root", "admin"), SENT));
    records.put(
        "HandOver",
        new HandOver(
            "k13",
            CHANNEL,
            CHAT,
            LID,
            new HandOver.HandedOverChat(Mode.AGENT, 8, "siti", RECEIVED, SENT, true, "o1"),
            SENT));
    records.put(
        "OutboundMessage-to-lid",
        new OutboundMessage(
            "o2", CHANNEL, CHAT, HALO, Author.NOTICE, "k13", 8, null, SENT, null, LID, "o1"));
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
    records.put("Reply", new ChatCommand.Reply("k5", CHANNEL, CHAT, USER, SENT, HALO, "m1", null));
    records.put("MarkRead", new ChatCommand.MarkRead("k6", CHANNEL, CHAT, USER, SENT, "m1"));
    records.put(
        "HandBack",
        new ChatCommand.HandBack(
            "k7", CHANNEL, CHAT, Issuer.system("bot-service"), SENT, 1_763_626_530_000L));
    records.put(
        "AiAnswered",
        new ChatCommand.AiAnswered(
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
        new ChatCommand.AiFailed(
            "k9",
            CHANNEL,
            CHAT,
            Issuer.system("bot-service"),
            SENT,
            List.of("r1"),
            7,
            "the AI server did not answer"));
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
        "MessageStatus",
        new MessageStatus(
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
        new MessageStatus(
            CHANNEL,
            CHAT,
            null,
            "o1",
            MessageStatus.Status.FAILED,
            null,
            SENT,
            "the number is not on WhatsApp"));
    records.put("ChatState", new ChatState(CHANNEL, CHAT, Mode.AGENT, 8, "siti", SENT));
    records.put("IntakeWatermark", new IntakeWatermark(CHANNEL, SENT, RECEIVED));
    records.put("KnownLink", new SameCustomer.KnownLink(CHANNEL, LID, CHAT, RECEIVED));
  }
}
