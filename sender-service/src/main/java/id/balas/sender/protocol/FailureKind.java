package id.balas.sender.protocol;

import id.balas.events.OutboundMessage.DeliveryFailed.Kind;
import org.jspecify.annotations.Nullable;

/// Reads from a delivery that has ended why its message did not reach the customer. The recorded
/// state and reason are enough, so that any instance can publish it after a crash.
public final class FailureKind {

  static final String OVERTAKEN = "a person took over";
  static final String TOO_LATE = "too late to answer";
  static final String TOO_OLD = "too old";
  static final String GIVEN_UP = "given up";
  static final String UNDECIDABLE = "unknown whether sent: ";
  static final String MAY_BE_DONE =
      UNDECIDABLE + "it may be done, because a call got no response; ";
  public static final String REPORTED = "WhatsApp reported that it failed";
  public static final String DISCARDED = "discarded: ";
  static final String DELETED = DISCARDED + "deleted before it was sent";

  private FailureKind() {}

  /// Null if the message was accepted, or if an admin discarded it.
  public static @Nullable Kind of(Delivery delivery) {
    String reason = String.valueOf(delivery.reason());
    return switch (delivery.state()) {
      case DROPPED ->
          reason.startsWith(DISCARDED)
              ? null
              : reason.equals(OVERTAKEN) ? Kind.OVERTAKEN : Kind.LATE;
      case FAILED -> ofFailed(reason);
      case WAITING, ATTEMPTING, UNKNOWN, ACCEPTED -> null;
    };
  }

  private static Kind ofFailed(String reason) {
    if (reason.startsWith(REPORTED)) {
      return Kind.REPORTED;
    }
    if (reason.startsWith(UNDECIDABLE)) {
      return Kind.UNDECIDABLE;
    }
    if (reason.startsWith(GIVEN_UP)) {
      return Kind.GIVEN_UP;
    }
    return reason.equals(TOO_OLD) ? Kind.LATE : Kind.REJECTED;
  }
}
