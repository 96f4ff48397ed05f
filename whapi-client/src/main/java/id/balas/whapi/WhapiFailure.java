package id.balas.whapi;

/// The meaning of an unsuccessful response, see [WhapiAnswer#failure()]. `advice` is for admins. It
/// is empty if a retry is all that can be done.
public enum WhapiFailure {
  /// The provider rejects the request itself; a retry does not help.
  REJECTED(""),
  /// The token is unknown, or WhatsApp is not linked or restricted.
  UNLINKED("link the number in Whapi's panel, or set its token in WHAPI_TOKEN or WHAPI_CHANNELS"),
  /// The limit of the trial or of the plan.
  PLAN_LIMIT("the plan's limit is reached: raise it in Whapi's panel"),
  /// A removed or unpaid channel.
  CHANNEL_REMOVED("the channel was removed or is not paid: renew it, or set another token"),
  /// Too many requests: the request was not executed.
  THROTTLED(""),
  /// A proxy or firewall refused the request, so the provider never saw it.
  NOT_REACHED(""),
  /// The provider may or may not have executed the request.
  UNKNOWN("");

  private final String advice;

  WhapiFailure(String advice) {
    this.advice = advice;
  }

  public String advice() {
    return advice;
  }
}
