package id.balas.ingest.webhook;

/// A rejected request. The message is the `detail` of the response. It has no stack trace, because
/// a flood of rejections must cost little.
final class RejectedRequestException extends RuntimeException {

  private final Rejection rejection;

  RejectedRequestException(Rejection rejection) {
    this(rejection, rejection.sentence());
  }

  RejectedRequestException(Rejection rejection, String detail) {
    super(detail, null, false, false);
    this.rejection = rejection;
  }

  Rejection rejection() {
    return rejection;
  }
}
