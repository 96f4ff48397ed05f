package id.balas.bot.web;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Maps database and Kafka errors to problem details, without internal error messages.
@RestControllerAdvice(basePackageClasses = DeskProblems.class)
class DeskProblems {

  private static final Logger log = LoggerFactory.getLogger(DeskProblems.class);

  @ExceptionHandler
  ProblemDetail on(DuplicateKeyException taken) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.CONFLICT, "There is a label of this name already.");
  }

  @ExceptionHandler
  ProblemDetail on(QueryTimeoutException tooSlow) {
    return unavailable("The question takes too long: narrow it, by since and until for example.");
  }

  @ExceptionHandler
  ProblemDetail on(DataAccessException away) {
    log.error("The database did not answer the desk: {}", away.toString());
    return unavailable(
        "The database does not answer now: repeat the request with the same Idempotency-Key.");
  }

  @ExceptionHandler
  ProblemDetail on(KafkaException away) {
    log.error("Kafka did not answer the desk: {}", away.toString());
    return unavailable(
        "Kafka does not answer now: repeat the request with the same Idempotency-Key.");
  }

  private static ProblemDetail unavailable(String sentence) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, sentence);
  }
}
