package id.balas.bot.history.queries;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// 400 for an invalid part of the request: its name, and a message that says how to write it.
public final class BadRequest extends ErrorResponseException {

  public BadRequest(String part, String sentence) {
    super(HttpStatus.BAD_REQUEST, problem(part, sentence), null);
  }

  private static ProblemDetail problem(String part, String sentence) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, part + " " + sentence);
    problem.setProperty("parameter", part);
    return problem;
  }
}
