package id.balas.fakewhapi.model;

import java.util.regex.Pattern;

/// The forms of a chat id: a number, a group or a hidden number, each with its suffix.
public final class ChatIds {

  public static final Pattern TO = Pattern.compile("[\\d-]{9,31}(@[\\w.]{1,})?");
  public static final Pattern CHAT_ID = Pattern.compile("[\\d-]{7,31}@[\\w.]+");

  private ChatIds() {}

  /// Bare digits are a private chat. The old suffix is replaced by the new one.
  public static String withSuffix(String to) {
    if (to.endsWith("@c.us")) {
      return to.substring(0, to.length() - "@c.us".length()) + "@s.whatsapp.net";
    }
    return to.contains("@") ? to : to + "@s.whatsapp.net";
  }

  public static String digits(String chatId) {
    int at = chatId.indexOf('@');
    return at < 0 ? chatId : chatId.substring(0, at);
  }

  public static boolean isGroup(String chatId) {
    return chatId.endsWith("@g.us");
  }
}
