package id.balas.sender.whapi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What came of one call to the provider; its name says whether to try again.
public sealed interface SendResult {

  /// The provider has the message, under this id.
  record Accepted(String messageId) implements SendResult {}

  /// This message will never be taken.
  record Rejected(String reason) implements SendResult {}

  /// The whole channel cannot send now; no message is at fault.
  record ChannelDown(Trouble trouble, String reason) implements SendResult {}

  /// Too much at once: not sent, come again, not before `retryAfter` if it is given.
  record Throttled(String reason, @Nullable Duration retryAfter) implements SendResult {}

  /// The call did not reach the provider.
  record NotSent(String reason) implements SendResult {}

  /// What ails a channel: WhatsApp is not linked, the plan's limit is reached, or there is no such
  /// channel any more.
  enum Trouble {
    UNLINKED,
    LIMIT,
    REMOVED
  }

  /// It may have been sent or not: ask before trying again.
  record Unknown(String reason) implements SendResult {}
}
