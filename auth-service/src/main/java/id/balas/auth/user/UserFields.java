package id.balas.auth.user;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/// Constraints on the fields of a user. White space around a value is valid and is stripped before
/// the value is stored.
public final class UserFields {

  // `*+` is possessive: a long run of spaces costs no backtracking.
  private static final String START = "\\s*+";
  private static final String END = "\\s*";
  // No control characters, NUL among them, and no unpaired surrogates: PostgreSQL refuses them.
  private static final String PRINTABLE = "[^\\p{Cc}\\p{Cs}]*";

  // With a letter or digit: `..` in the path of a call to bot-service is another path.
  static final String USERNAME = START + "(?=[._-]*[A-Za-z0-9])[A-Za-z0-9._-]{2,50}" + END;
  static final String EMAIL =
      START
          + "(?!\\S*\\.\\.)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
          + "@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+"
          + END;
  private static final String PHONE = START + "(\\+?[0-9][0-9 ()-]{3,30})?" + END;
  private static final int LONGEST_EMAIL = 254;

  private UserFields() {}

  /// Without `@`, so that it cannot be an e-mail address. ASCII only, so that no two look alike.
  @Pattern(
      regexp = USERNAME,
      message =
          "must have 2 to 50 letters, digits, dots, dashes or underscores, at least one of them a letter or digit")
  @Constraint(validatedBy = {})
  @Target({FIELD, PARAMETER, RECORD_COMPONENT})
  @Retention(RUNTIME)
  public @interface Username {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  @Pattern(regexp = EMAIL, message = "must be an e-mail address such as siti@example.com")
  @Size(max = LONGEST_EMAIL, message = "must have at most 254 characters")
  @Constraint(validatedBy = {})
  @Target({FIELD, PARAMETER, RECORD_COMPONENT})
  @Retention(RUNTIME)
  public @interface EmailAddress {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  /// An empty one is valid: it removes the number.
  @Pattern(regexp = PHONE, message = "must be digits, optionally after a +, such as +628111222333")
  @Constraint(validatedBy = {})
  @Target({FIELD, PARAMETER, RECORD_COMPONENT})
  @Retention(RUNTIME)
  public @interface PhoneNumber {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  @Pattern(regexp = PRINTABLE, message = "must not contain control characters")
  @Constraint(validatedBy = {})
  @Target({FIELD, PARAMETER, RECORD_COMPONENT})
  @Retention(RUNTIME)
  public @interface Printable {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  /// Whether a text can be a username or an e-mail address.
  public static boolean canIdentify(String text) {
    return !text.isBlank() && text.length() <= LONGEST_EMAIL && text.matches(PRINTABLE);
  }
}
