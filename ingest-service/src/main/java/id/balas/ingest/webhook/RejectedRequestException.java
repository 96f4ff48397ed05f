package id.balas.ingest.webhook;

/// A request that is not accepted; the message is the `detail` of its answer. Without a stack
/// trace: a flood of them must cost little.
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
