package id.balas.ingest.webhook;

import id.balas.ingest.kafka.ChatInputPublisher.NotDurableException;
import id.balas.ingest.kafka.ChatInputPublisher.OverloadedException;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/// Every response other than 200, named as in the metrics. The sentence is the default `detail` of
/// the problem document.
enum Rejection {
  UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "Not authorized."),
  TOO_MANY_FAILURES(
      HttpStatus.TOO_MANY_REQUESTS,
      "Too many requests from this address were refused. Wait before the next one."),
  UNKNOWN_PATH(
      HttpStatus.NOT_FOUND,
      "There is nothing here. The webhook is /webhook/whapi, /{type} or /{type}/{method}."),
  WRONG_METHOD(HttpStatus.METHOD_NOT_ALLOWED, "The webhook accepts POST, PUT, PATCH and DELETE."),
  NOT_JSON(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "The body must be JSON. Send it as Content-Type: application/json."),
  ENCODED(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "The body must not be compressed. Send it without Content-Encoding."),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large."),
  TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "The body did not arrive in time. Send it again."),
  INCOMPLETE(HttpStatus.BAD_REQUEST, "The body ended before it was complete."),
  MALFORMED(HttpStatus.BAD_REQUEST, "The body is not a webhook's body."),
  OVERLOADED(
      HttpStatus.SERVICE_UNAVAILABLE,
      "Too many messages are being stored. Send these again later."),
  NOT_DURABLE(
      HttpStatus.SERVICE_UNAVAILABLE, "The messages could not be stored yet. Send them again."),
  FAILED(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error. Send the messages again.");

  private final HttpStatus status;
  private final String sentence;

  Rejection(HttpStatus status, String sentence) {
    this.status = status;
    this.sentence = sentence;
  }

  /// Any unexpected exception is `FAILED`.
  static Rejection of(RuntimeException e) {
    return switch (e) {
      case RejectedRequestException rejected -> rejected.rejection();
      case OverloadedException _ -> OVERLOADED;
      case NotDurableException _ -> NOT_DURABLE;
      default -> FAILED;
    };
  }

  HttpStatus status() {
    return status;
  }

  String sentence() {
    return sentence;
  }

  String reason() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether the rejection counts against the source address. Only unauthorized callers and broken
  /// programs cause these rejections.
  boolean isTheCallersFault() {
    return switch (this) {
      case UNAUTHORIZED, TOO_MANY_FAILURES, MALFORMED, INCOMPLETE, TOO_SLOW -> true;
      case UNKNOWN_PATH,
          WRONG_METHOD,
          NOT_JSON,
          ENCODED,
          TOO_LARGE,
          OVERLOADED,
          NOT_DURABLE,
          FAILED ->
          false;
    };
  }
}
