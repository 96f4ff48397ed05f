package id.balas.service.web.binding;

import id.balas.service.web.InvalidValueException;
import java.beans.PropertyEditorSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/// Accepts plain numbers and booleans only. Spring also accepts hexadecimal numbers, digits of
/// other scripts, and `yes`, `on` and `1` for true. These are editors and not converters: if a
/// converter rejects a value, Spring uses its own lenient editors.
@ControllerAdvice
final class StrictValues {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,19}");

  @InitBinder
  void register(WebDataBinder binder) {
    for (Class<?> type : new Class<?>[] {Integer.class, int.class}) {
      binder.registerCustomEditor(type, new Editor(text -> number(text, Integer::valueOf)));
    }
    for (Class<?> type : new Class<?>[] {Long.class, long.class}) {
      binder.registerCustomEditor(type, new Editor(text -> number(text, Long::valueOf)));
    }
    for (Class<?> type : new Class<?>[] {Boolean.class, boolean.class}) {
      binder.registerCustomEditor(type, new Editor(StrictValues::bool));
    }
  }

  private static <N> N number(String text, Function<String, N> read) {
    if (WHOLE_NUMBER.matcher(text).matches()) {
      try {
        return read.apply(text);
      } catch (NumberFormatException _) {
        // Out of range: refused below.
      }
    }
    throw new InvalidValueException("must be a whole number");
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidValueException("must be true or false");
    };
  }

  private static final class Editor extends PropertyEditorSupport {

    private final Function<String, Object> read;

    Editor(Function<String, Object> read) {
      this.read = read;
    }

    @Override
    public void setAsText(String text) {
      setValue(read.apply(text));
    }
  }
}
