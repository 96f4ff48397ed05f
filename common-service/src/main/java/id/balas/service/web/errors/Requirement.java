package id.balas.service.web.errors;

import id.balas.service.web.InvalidValueException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.util.ClassUtils;

/// Describes what a value of a Java type must be.
final class Requirement {

  private static final Set<Class<?>> WHOLE_NUMBERS =
      Set.of(Integer.class, Long.class, Short.class, Byte.class);

  private Requirement() {}

  static String of(TypeMismatchException mismatch) {
    return of(mismatch.getRequiredType(), mismatch);
  }

  /// An [InvalidValueException] among the causes has the most exact text.
  static String of(@Nullable Class<?> type, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidValueException invalid) {
        return String.valueOf(invalid.getMessage());
      }
    }
    return type == null ? "is invalid" : of(ClassUtils.resolvePrimitiveIfNecessary(type));
  }

  private static String of(Class<?> type) {
    if (type.isEnum()) {
      return "must be one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name())
              .collect(Collectors.joining(", "));
    }
    if (type == Boolean.class) {
      return "must be true or false";
    }
    if (WHOLE_NUMBERS.contains(type)) {
      return "must be a whole number";
    }
    if (Number.class.isAssignableFrom(type)) {
      return "must be a number";
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "must be a text";
    }
    if (type == Instant.class || type == OffsetDateTime.class) {
      return "must be a time such as 2026-11-23T08:00:00Z";
    }
    if (type == LocalDate.class) {
      return "must be a date such as 2026-11-23";
    }
    if (type == UUID.class) {
      return "must be a UUID";
    }
    if (Iterable.class.isAssignableFrom(type) || type.isArray()) {
      return "must be a list";
    }
    return type.isRecord() ? "must be a JSON object" : "is invalid";
  }
}
