package id.balas.whapi.numbers;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Normalises chat ids. One contact has one chat id, however the provider or a third-party tool
/// writes it.
public final class ChatIds {

  /// The suffix of a private chat with a phone number.
  public static final String PHONE = "@s.whatsapp.net";

  /// The suffix of a private chat with a hidden number.
  public static final String HIDDEN = "@lid";

  /// The chat of all stories, also called statuses.
  public static final String STORIES = "status@broadcast";

  // The provider's name for that chat in each story.
  // https://support.whapi.cloud/help-desk/receiving/webhooks/incoming-webhooks-format
  private static final String WRITTEN_STORIES = "stories";

  // Older clients use this suffix for a phone number.
  private static final String OLD_PHONE = "@c.us";
  private static final int LONGEST = 128;
  private static final Pattern PRIVATE =
      Pattern.compile("(\\d{5,31})(@lid|@s\\.whatsapp\\.net|@c\\.us)?");

  private ChatIds() {}

  /// Returns the id with its suffix, `@c.us` replaced. Returns null if the id is blank, too long,
  /// or has nothing before the suffix.
  public static @Nullable String normalise(@Nullable String written) {
    if (written == null || written.isBlank() || written.length() > LONGEST) {
      return null;
    }
    String id = written.strip();
    id = id.startsWith("+") ? id.substring(1) : id;
    if (id.isEmpty() || id.startsWith("@")) {
      return null;
    }
    if (id.equals(WRITTEN_STORIES)) {
      return STORIES;
    }
    if (id.endsWith(OLD_PHONE)) {
      return id.substring(0, id.length() - OLD_PHONE.length()) + PHONE;
    }
    return id.contains("@") ? id : id + PHONE;
  }

  /// Returns the id if it has this suffix, `@c.us` replaced; else null.
  static @Nullable String withSuffix(@Nullable String written, String suffix) {
    if (written == null) {
      return null;
    }
    var id = PRIVATE.matcher(written.replace(OLD_PHONE, PHONE));
    return id.matches() && suffix.equals(id.group(2)) ? id.group(1) + suffix : null;
  }

  static boolean endsWith(String written, String suffix) {
    return written.replace(OLD_PHONE, PHONE).endsWith(suffix);
  }

  /// Returns the digits of a private id with this suffix; null for any other id.
  static @Nullable String digitsWith(String suffix, String written) {
    var id = PRIVATE.matcher(written);
    return id.matches() ? id.group(1) + suffix : null;
  }
}
