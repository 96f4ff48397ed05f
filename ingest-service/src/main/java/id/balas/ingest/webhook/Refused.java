package id.balas.ingest.webhook;

/// A request that is not taken. Without a stack trace: a flood of them must cost little.
final class Refused extends RuntimeException {

  private final Refusal refusal;

  Refused(Refusal refusal) {
    this(refusal, refusal.sentence());
  }

  /// `sentence` says more than the refusal's own.
  Refused(Refusal refusal, String sentence) {
    super(sentence, null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
