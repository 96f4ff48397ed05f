package id.balas.sender.protocol;

import id.balas.events.value.Content;
import id.balas.sender.channel.SendResult;
import id.balas.sender.protocol.Delivery.Attempt.Outcome;
import java.time.Instant;

/// Deliveries that change another message. The provider's list shows no evidence of them. They are
/// repeated after an unknown result instead, because a repetition changes nothing more.
public final class Acts {

  private Acts() {}

  public static boolean is(Delivery delivery) {
    return delivery.message().content() instanceof Content.Act;
  }

  /// Whether a call may have been executed by the provider.
  static boolean mayBeDone(Delivery delivery) {
    return is(delivery)
        && delivery.attempts().stream().anyMatch(attempt -> attempt.outcome() == Outcome.UNKNOWN);
  }

  /// The end of a delivery that the provider rejects. A message that is missing now was deleted by
  /// an earlier call.
  static Delivery rejected(Delivery delivery, SendResult.Rejected rejected, Instant now) {
    if (!mayBeDone(delivery)) {
      return delivery.rejected(rejected.reason(), now);
    }
    return rejected.isMissing() && delivery.message().content() instanceof Content.Deletion
        ? delivery.accepted(null, now)
        : delivery.rejected(
            FailureKind.MAY_BE_DONE + "the repetition was refused: " + rejected.reason(), now);
  }
}
