package id.balas.bot.answers.web;

import id.balas.bot.answers.book.InvalidAnswerException;
import id.balas.service.web.ProblemException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// A rule or opening hours that are invalid are a 400 with the name of the field.
@RestControllerAdvice
class AnswerProblemAdvice {

  @ExceptionHandler
  ResponseEntity<Object> on(InvalidAnswerException e) {
    ProblemException problem = ProblemException.invalid(e.field(), e.requirement());
    return ResponseEntity.status(problem.getStatusCode()).body(problem.getBody());
  }
}
