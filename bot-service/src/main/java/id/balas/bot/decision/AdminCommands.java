package id.balas.bot.decision;

import id.balas.bot.decision.Decision.Inquire;
import id.balas.bot.decision.Decision.Inquiry;
import id.balas.bot.decision.Decision.PassOn;
import id.balas.bot.decision.Decision.ReplyToAdmin;
import id.balas.bot.decision.text.CommandArguments;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatCommand.Pause;
import id.balas.events.ChatCommand.Reply;
import id.balas.events.ChatCommand.Resume;
import id.balas.events.ChatCommand.Unassign;
import id.balas.events.InboundMessage;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Parses the commands that admins send from their own WhatsApp: a verb, usually followed by a
/// phone number. The result is a command for that number's chat, or a reply to the admin with the
/// requested state or an error.
final class AdminCommands {

  private static final Pattern VERB = Pattern.compile("/?(\\p{L}+|\\?)");

  private final String countryCode;

  AdminCommands(String countryCode) {
    this.countryCode = countryCode;
  }

  Decision read(ChatKey adminChat, InboundMessage message, String words) {
    String text = words.strip();
    Matcher verb = VERB.matcher(text);
    if (!verb.lookingAt()) {
      return new ReplyToAdmin("an admin's message is not a command", AdminTexts.USAGE);
    }
    String rest = text.substring(verb.end());
    return switch (verb.group(1).toLowerCase(Locale.ROOT)) {
      case "assign" -> forNumber(adminChat, message, "assign", rest);
      case "unassign" -> forNumber(adminChat, message, "unassign", rest);
      case "reply", "balas" -> forNumber(adminChat, message, "reply", rest);
      case "pause" -> forNumber(adminChat, message, "pause", rest);
      case "resume" -> forNumber(adminChat, message, "resume", rest);
      case "status" ->
          rest.isBlank()
              ? new Inquire(
                  "an admin asked for the number of chats",
                  new Inquiry.CountByMode(message.channel()))
              : forNumber(adminChat, message, "status", rest);
      case "list" ->
          new Inquire("an admin asked for a list", new Inquiry.WithoutBot(message.channel()));
      case "help", "bantuan", "?" -> new ReplyToAdmin("an admin asked for help", AdminTexts.USAGE);
      default -> new ReplyToAdmin("an admin's message is not a command", AdminTexts.USAGE);
    };
  }

  private Decision forNumber(ChatKey adminChat, InboundMessage message, String verb, String rest) {
    return switch (CommandArguments.read(rest, countryCode)) {
      case CommandArguments.NoNumber _ ->
          new ReplyToAdmin("an admin's command has no number", AdminTexts.NO_NUMBER);
      case CommandArguments.NotANumber(String written) ->
          new ReplyToAdmin(
              "an admin's command has an invalid number", AdminTexts.notANumber(written));
      case CommandArguments.Unclear _ ->
          new ReplyToAdmin(
              "an admin's command has a number with an unclear end", AdminTexts.UNCLEAR);
      case CommandArguments.To(String chatId, _) when verb.equals("status") ->
          new Inquire(
              "an admin asked for the status",
              new Inquiry.StatusOf(new ChatKey(message.channel(), chatId)));
      case CommandArguments.To(_, String words) when verb.equals("reply") && words.isEmpty() ->
          new ReplyToAdmin("an admin's reply has no text", AdminTexts.NO_WORDS);
      case CommandArguments.To(String chatId, String words) ->
          new PassOn("an admin wrote " + verb, command(adminChat, message, verb, chatId, words));
    };
  }

  private static ChatCommand command(
      ChatKey adminChat, InboundMessage message, String verb, String chatId, String words) {
    String id = message.id() + "-1";
    String admin = adminChat.chatId().replaceFirst("@.*", "");
    Issuer issuer = Issuer.admin(admin, adminChat.chatId());
    return switch (verb) {
      case "assign" ->
          new Assign(id, message.channel(), chatId, issuer, message.sentAt(), admin, null);
      case "unassign" ->
          new Unassign(id, message.channel(), chatId, issuer, message.sentAt(), null);
      case "pause" -> new Pause(id, message.channel(), chatId, issuer, message.sentAt(), null);
      case "resume" -> new Resume(id, message.channel(), chatId, issuer, message.sentAt(), null);
      default ->
          new Reply(
              id,
              message.channel(),
              chatId,
              issuer,
              message.sentAt(),
              new Content.Text(words),
              null,
              null,
              null);
    };
  }
}
