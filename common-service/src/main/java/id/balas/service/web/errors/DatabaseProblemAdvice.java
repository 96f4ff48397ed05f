package id.balas.service.web.errors;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Responds 503 when the database is down or slow. The server's error text may quote a row and is
/// not shown.
@RestControllerAdvice
@ConditionalOnClass(DataAccessException.class)
final class DatabaseProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(DatabaseProblemAdvice.class);

  @ExceptionHandler
  ProblemDetail on(DuplicateKeyException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.CONFLICT, "An entry with this name exists already.");
  }

  @ExceptionHandler
  ResponseEntity<Object> on(QueryTimeoutException e) {
    return Unavailable.because("The query took too long. Narrow it, for example by time.");
  }

  @ExceptionHandler({DataAccessException.class, CannotCreateTransactionException.class})
  ResponseEntity<Object> on(Exception e, HttpServletRequest request) {
    log.error("{} failed at the database: {}", request.getMethod(), e.toString());
    return Unavailable.because(
        "The database is unavailable. Repeat the request with the same Idempotency-Key.");
  }
}
