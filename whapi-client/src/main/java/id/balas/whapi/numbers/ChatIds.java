package id.balas.whapi.numbers;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One contact has one chat id, however the provider or a third-party tool wrote it.
public final class ChatIds {

  /// The suffix of a private chat under a phone number.
  public static final String PHONE = "@s.whatsapp.net";

  /// The suffix of a private chat under a hidden number.
  public static final String HIDDEN = "@lid";

  // Older clients write it for a phone number.
  private static final String OLD_PHONE = "@c.us";
  private static final int LONGEST = 128;
  private static final Pattern PRIVATE =
      Pattern.compile("(\\d{5,31})(@lid|@s\\.whatsapp\\.net|@c\\.us)?");

  private ChatIds() {}

  /// With its suffix, `@c.us` replaced; null when there is none, nobody before the suffix, or more
  /// than any id has.
  public static @Nullable String normalise(@Nullable String written) {
    if (written == null || written.isBlank() || written.length() > LONGEST) {
      return null;
    }
    String id = written.strip();
    id = id.startsWith("+") ? id.substring(1) : id;
    if (id.isEmpty() || id.startsWith("@")) {
      return null;
    }
    if (id.endsWith(OLD_PHONE)) {
      return id.substring(0, id.length() - OLD_PHONE.length()) + PHONE;
    }
    return id.contains("@") ? id : id + PHONE;
  }

  /// The id if it has this suffix, `@c.us` replaced; else null.
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

  /// The digits of any private id, with this suffix; null for anything else.
  static @Nullable String digitsWith(String suffix, String written) {
    var id = PRIVATE.matcher(written);
    return id.matches() ? id.group(1) + suffix : null;
  }
}
