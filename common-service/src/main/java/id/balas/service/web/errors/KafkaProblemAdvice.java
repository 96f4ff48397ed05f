package id.balas.service.web.errors;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Responds 503 when Kafka is down, without the client's error text.
@RestControllerAdvice
@ConditionalOnClass(KafkaException.class)
final class KafkaProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(KafkaProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Object> on(KafkaException e, HttpServletRequest request) {
    log.error("{} failed at Kafka: {}", request.getMethod(), e.toString());
    return Unavailable.because(
        "Kafka is unavailable. Repeat the request with the same Idempotency-Key.");
  }
}
