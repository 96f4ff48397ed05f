package id.balas.whapi;

/// What an answer without success means, see [WhapiAnswer#failure()]. `advice` is what an admin
/// does about it; empty where there is nothing to do but to retry.
public enum WhapiFailure {
  /// The request itself is refused; a retry changes nothing.
  REJECTED(""),
  /// No such token, or WhatsApp is not linked or restricted.
  UNLINKED("link the number in Whapi's panel, or set its token in WHAPI_TOKEN or WHAPI_CHANNELS"),
  /// The limit of the trial or of the plan.
  PLAN_LIMIT("the plan's limit is reached: raise it in Whapi's panel"),
  /// A removed or unpaid channel.
  CHANNEL_REMOVED("the channel was removed or is not paid: renew it, or set another token"),
  /// Too many requests: the request was not executed.
  THROTTLED(""),
  /// A proxy or firewall refused the request, so the provider never saw it.
  NOT_REACHED(""),
  /// The request may have been executed or not.
  UNKNOWN("");

  private final String advice;

  WhapiFailure(String advice) {
    this.advice = advice;
  }

  public String advice() {
    return advice;
  }
}
