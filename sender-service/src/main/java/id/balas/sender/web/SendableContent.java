package id.balas.sender.web;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import id.balas.events.value.Content;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/// Content that WhatsApp can send. Null is valid.
@Target({FIELD, PARAMETER, RECORD_COMPONENT, TYPE_USE})
@Retention(RUNTIME)
@Constraint(validatedBy = SendableContent.Validator.class)
@interface SendableContent {

  int LONGEST_TEXT = 65_536;

  String message() default
      "cannot be sent. Send a Text with 1 to 65,536 characters, a Media with a mediaId or link, a Location, or a Contact"
          + " with a vcard.";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /// Instantiated by Bean Validation.
  final class Validator implements ConstraintValidator<SendableContent, Content> {

    @Override
    public boolean isValid(@Nullable Content content, ConstraintValidatorContext context) {
      return switch (content) {
        case null -> true;
        case Content.Text text -> !text.body().isBlank() && text.body().length() <= LONGEST_TEXT;
        case Content.Media media -> media.mediaId() != null || media.link() != null;
        case Content.Location _ -> true;
        case Content.Contact contact -> contact.vcard() != null;
        case Content.Act _, Content.Forward _, Content.Choice _, Content.Unsupported _ -> false;
      };
    }
  }
}
