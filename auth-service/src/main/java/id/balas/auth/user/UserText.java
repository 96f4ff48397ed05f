package id.balas.auth.user;

import id.balas.auth.Refused;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What may be written about a user. A user name has no `@`, so that none passes for an e-mail
/// address, and is ASCII, so that none looks like another's.
public final class UserText {

  private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9._-]{2,50}");
  private static final Pattern EMAIL =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{3,30}");
  // Control characters, NUL among them, and halves of characters, which no database takes.
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private UserText() {}

  public static String username(@Nullable String text) {
    return checked(
        text, USERNAME, "username must be 2 to 50 letters, digits, dots, dashes or underscores.");
  }

  static String email(@Nullable String text) {
    String email =
        checked(text, EMAIL, "email must be an e-mail address, such as siti@example.com.");
    if (email.length() > 254 || email.contains("..")) {
      throw Refused.bad("email must be an e-mail address, such as siti@example.com.");
    }
    return email;
  }

  static @Nullable String phone(@Nullable String text) {
    return text == null || text.isBlank()
        ? null
        : checked(text, PHONE, "phone must be digits, perhaps after a +, such as +628111222333.");
  }

  static String name(@Nullable String text) {
    if (text == null || text.isBlank() || text.length() > 100 || isUnprintable(text)) {
      throw Refused.bad("name must be 1 to 100 printable characters.");
    }
    return text.strip();
  }

  public static boolean isUnprintable(String text) {
    return UNPRINTABLE.matcher(text).find();
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String checked(@Nullable String text, Pattern pattern, String refusal) {
    if (text == null || !pattern.matcher(text.strip()).matches()) {
      throw Refused.bad(refusal);
    }
    return text.strip();
  }
}
