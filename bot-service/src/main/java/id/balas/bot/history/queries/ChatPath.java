package id.balas.bot.history.queries;

import id.balas.events.value.ChatKey;
import id.balas.service.web.InvalidValueException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A chat in a URL: `channel:chatId`, such as `default:628111222333@s.whatsapp.net`. A number alone
/// means its private chat, on channel `default` unless a channel is given.
public final class ChatPath {

  private static final Pattern WHOLE =
      Pattern.compile("([\\w.-]{1,64}):([\\w.+-]{1,100}@[a-z.]{1,30})");
  private static final Pattern NUMBER = Pattern.compile("(?:([\\w.-]{1,64}):)?\\+?(\\d{5,15})");

  private ChatPath() {}

  /// Throws [InvalidValueException].
  public static ChatKey parse(String text) {
    Matcher number = NUMBER.matcher(text);
    if (number.matches()) {
      return new ChatKey(
          Objects.requireNonNullElse(number.group(1), "default"),
          number.group(2) + "@s.whatsapp.net");
    }
    Matcher whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      throw new InvalidValueException(
          "must be a chat such as default:628111222333@s.whatsapp.net, or a number alone");
    }
    return new ChatKey(whole.group(1), whole.group(2));
  }

  public static String write(ChatKey chat) {
    return chat.channel() + ":" + chat.chatId();
  }
}
