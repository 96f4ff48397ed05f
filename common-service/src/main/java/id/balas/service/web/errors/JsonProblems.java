package id.balas.service.web.errors;

import id.balas.service.web.InvalidValueException;
import id.balas.service.web.ProblemException;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Explains why a JSON body cannot be read, and names the field.
final class JsonProblems {

  private static final int LONGEST_NAME = 300;
  private static final String NO_OBJECT = "must be a JSON object.";

  private JsonProblems() {}

  static ErrorResponseException of(HttpMessageNotReadableException unreadable) {
    JacksonException failure = null;
    for (Throwable cause = unreadable; cause != null; cause = cause.getCause()) {
      if (cause instanceof ErrorResponseException problem) {
        return problem;
      }
      if (cause instanceof JacksonException found && failure == null) {
        failure = found;
      }
    }
    return failure == null
        ? ProblemException.invalid("body", "is missing. Send a JSON object.")
        : of(failure);
  }

  private static ProblemException of(JacksonException failure) {
    String path = path(failure);
    if (failure instanceof UnrecognizedPropertyException unknown) {
      return ProblemException.invalid(path, unknown(unknown.getKnownPropertyIds()));
    }
    if (!(failure instanceof DatabindException)) {
      return ProblemException.invalid("body", "must be valid JSON.");
    }
    if (failure instanceof InvalidNullException) {
      return ProblemException.invalid(path, "must not be null.");
    }
    Class<?> type = failure instanceof MismatchedInputException e ? e.getTargetType() : null;
    if (path.isEmpty()) {
      return isInvalidValue(failure)
          ? ProblemException.invalid("body", Requirement.of(type, failure))
          : ProblemException.invalid("body", NO_OBJECT);
    }
    return ProblemException.invalid(path, Requirement.of(type, failure));
  }

  private static boolean isInvalidValue(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidValueException) {
        return true;
      }
    }
    return false;
  }

  private static String unknown(@Nullable Collection<Object> known) {
    String use =
        known == null
            ? ""
            : new TreeSet<>(known.stream().map(String::valueOf).toList())
                .stream().collect(Collectors.joining(", "));
    return use.isEmpty() ? "is unknown." : "is unknown. Use " + use + ".";
  }

  /// For example `media.url` and `keywords[2]`. The names come from the caller.
  private static String path(JacksonException failure) {
    var path = new StringBuilder();
    for (JacksonException.Reference step : failure.getPath()) {
      String name = step.getPropertyName();
      if (name == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name.replaceAll("[^\\w.@-]", "?"));
      }
    }
    return path.length() > LONGEST_NAME ? path.substring(0, LONGEST_NAME) : path.toString();
  }
}
