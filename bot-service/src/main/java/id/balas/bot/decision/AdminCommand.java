package id.balas.bot.decision;

import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatCommand.Reply;
import id.balas.events.ChatCommand.Unassign;
import id.balas.events.Content;
import id.balas.events.InboundMessage;
import id.balas.events.Issuer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an admin writes from their own WhatsApp: `assign <number>`, `unassign <number>`, `reply <number> <message>`.
/// The number is the first word after the verb; all that follows is the message, its spaces and line breaks kept.
final class AdminCommand {

  static final String USAGE =
      """
      Perintah / commands:
      assign <number>
      unassign <number>
      reply <number> <message>""";

  private static final Pattern WORDS = Pattern.compile("(\\S+)(?:\\s+(\\S+)(?:\\s(.*))?)?", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("\\+?(\\d{7,15})(?:@(?:s\\.whatsapp\\.net|c\\.us))?");

  private AdminCommand() {}

  /// The command for the target's chat, or the line that helps the admin.
  static Decision read(InboundMessage message, String words) {
    Matcher parts = WORDS.matcher(words.strip());
    if (!parts.matches()) {
      return new Decision.Tell("an admin wrote no command", USAGE);
    }
    String verb = parts.group(1).toLowerCase(Locale.ROOT);
    return switch (verb) {
      case "assign", "unassign", "reply" -> read(message, verb, parts);
      default -> new Decision.Tell("an admin wrote no command", USAGE);
    };
  }

  private static Decision read(InboundMessage message, String verb, Matcher parts) {
    if (parts.group(2) == null) {
      return new Decision.Tell("an admin named no number", "Nomor belum ditulis. / The number is missing.\n" + USAGE);
    }
    Matcher number = NUMBER.matcher(parts.group(2));
    if (!number.matches()) {
      return new Decision.Tell(
          "an admin wrote what is no number",
          "\"" + Texts.atMost(40, parts.group(2)) + "\" bukan nomor WhatsApp. / is no WhatsApp number; write it like 628110000007.");
    }
    String chatId = number.group(1) + "@s.whatsapp.net";
    String text = parts.group(3) == null ? "" : parts.group(3).strip();
    if (verb.equals("reply") && text.isEmpty()) {
      return new Decision.Tell("an admin's reply has no words", "Pesan belum ditulis. / The message is missing.\n" + USAGE);
    }
    return new Decision.PassOn("an admin wrote " + verb, command(message, verb, chatId, text));
  }

  private static ChatCommand command(InboundMessage message, String verb, String chatId, String text) {
    String id = message.id() + "-1";
    String admin = message.sender().replaceFirst("@.*", "");
    Issuer issuer = Issuer.admin(admin, message.chatId());
    return switch (verb) {
      case "assign" -> new Assign(id, message.channel(), chatId, issuer, message.sentAt(), admin);
      case "unassign" -> new Unassign(id, message.channel(), chatId, issuer, message.sentAt());
      default ->
          new Reply(id, message.channel(), chatId, issuer, message.sentAt(), new Content.Text(text), null);
    };
  }
}
