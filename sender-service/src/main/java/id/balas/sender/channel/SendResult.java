package id.balas.sender.channel;

import id.balas.whapi.WhapiAnswer;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What came of one call to the provider; its name says whether to try again.
public sealed interface SendResult {

  /// Ids that the database and later calls can carry.
  Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

  /// The provider has the message, under this id.
  record Accepted(String messageId) implements SendResult {}

  /// This message will never be taken.
  record Rejected(String reason) implements SendResult {}

  /// The provider would reject this message for certain, so no call was made.
  record Invalid(String reason) implements SendResult {}

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

  /// The result of a send that was answered. A success without a message id is unknown.
  static SendResult of(WhapiAnswer answer) {
    String reason = answer.reason();
    return switch (answer.failure()) {
      case null -> accepted(answer);
      case REJECTED -> new Rejected(reason);
      case UNLINKED -> new ChannelDown(Trouble.UNLINKED, reason);
      case PLAN_LIMIT -> new ChannelDown(Trouble.LIMIT, reason);
      case CHANNEL_REMOVED -> new ChannelDown(Trouble.REMOVED, reason);
      case THROTTLED -> new Throttled(reason, answer.retryAfter());
      case NOT_REACHED -> new NotSent("refused on the way to the provider: " + reason);
      case UNKNOWN -> new Unknown(reason);
    };
  }

  private static SendResult accepted(WhapiAnswer answer) {
    JsonNode json = answer.json();
    String id = json.path("message").path("id").asString("");
    return json.path("sent").asBoolean(false) && ID.matcher(id).matches()
        ? new Accepted(id)
        : new Unknown("answered " + answer.status() + " without a message id");
  }
}
