package id.balas.service.web.errors;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// A client that closes its connection reads no response. Without this, each one would cost 130
/// lines of log.
@RestControllerAdvice
@ConditionalOnClass(ClientAbortException.class)
final class ClosedConnectionAdvice {

  private static final Logger log = LoggerFactory.getLogger(ClosedConnectionAdvice.class);

  @ExceptionHandler
  void on(ClientAbortException e, HttpServletRequest request) {
    log.info("{} ended, because the client closed the connection", request.getMethod());
  }
}
