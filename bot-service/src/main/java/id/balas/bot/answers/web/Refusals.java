package id.balas.bot.answers.web;

import id.balas.bot.answers.book.Unacceptable;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.core.JacksonException;

/// Returns problem details with the reason why a rule or hours are invalid. Runs before Spring's
/// own handler, which gives less detail.
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackageClasses = Refusals.class)
class Refusals {

  @ExceptionHandler
  ProblemDetail on(Unacceptable e) {
    return problem(HttpStatus.BAD_REQUEST, sentence(e));
  }

  @ExceptionHandler
  ProblemDetail on(RuleController.NoSuchRule e) {
    return problem(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail on(DuplicateKeyException e) {
    return problem(
        HttpStatus.CONFLICT,
        "Another rule has this name: choose another one, or change that rule.");
  }

  // An [Unacceptable] from a record's constructor is deep in the cause chain. For a value of the
  // wrong type, the path names the field.
  @ExceptionHandler
  ProblemDetail on(HttpMessageNotReadableException e) {
    @Nullable String field = null;
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Unacceptable refused) {
        return on(refused);
      }
      if (cause instanceof JacksonException unread && !unread.getPath().isEmpty()) {
        field = unread.getPath().getLast().getPropertyName();
      }
    }
    return problem(
        HttpStatus.BAD_REQUEST,
        field == null
            ? "The body is no JSON object."
            : "The body cannot be read at \""
                + field
                + "\": docs/answers.md shows what stands there.");
  }

  private static String sentence(Unacceptable e) {
    String what = String.valueOf(e.getMessage());
    return Character.toUpperCase(what.charAt(0)) + what.substring(1) + ".";
  }

  private static ProblemDetail problem(HttpStatus status, String detail) {
    return ProblemDetail.forStatusAndDetail(status, detail);
  }
}
