package id.balas.sender.channel;

import id.balas.whapi.WhapiAnswer;
import id.balas.whapi.WhapiFailure;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The result of one call to the provider. Its name says whether a retry is safe.
public sealed interface SendResult {

  /// Message ids that fit the database and later calls.
  Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

  /// The provider accepted the message under this id. An act on another message has no id.
  record Accepted(@Nullable String messageId) implements SendResult {}

  /// The provider will never accept this message. `isMissing` if it does not have the message that
  /// the call is about.
  record Rejected(String reason, boolean isMissing) implements SendResult {
    public Rejected(String reason) {
      this(reason, false);
    }
  }

  /// The provider would reject this message for certain, so no call was made.
  record Invalid(String reason) implements SendResult {}

  /// The whole channel cannot send now. The message is not the cause.
  record ChannelDown(Trouble trouble, String reason) implements SendResult {}

  /// Rate limited and not sent. Retry it, but not before `retryAfter` if that is set.
  record Throttled(String reason, @Nullable Duration retryAfter) implements SendResult {}

  /// The call did not reach the provider.
  record NotSent(String reason) implements SendResult {}

  /// Why a channel cannot send: WhatsApp is not linked, the plan's limit is reached, or the channel
  /// was removed.
  enum Trouble {
    UNLINKED,
    LIMIT,
    REMOVED
  }

  /// The message may or may not have been sent. Reconcile before a retry.
  record Unknown(String reason) implements SendResult {}

  /// Maps the provider's response to a message. A success without a message id is unknown.
  static SendResult of(WhapiAnswer answer) {
    return answer.failure() == null ? accepted(answer) : failed(answer, answer.failure());
  }

  /// Maps the provider's response to an act on another message.
  static SendResult ofAct(WhapiAnswer answer) {
    if (answer.failure() != null) {
      return failed(answer, answer.failure());
    }
    JsonNode json = answer.json();
    return json.path("success").asBoolean(false) || json.path("sent").asBoolean(false)
        ? new Accepted(null)
        : new Unknown("answered " + answer.status() + " without a success");
  }

  private static SendResult failed(WhapiAnswer answer, WhapiFailure failure) {
    String reason = answer.reason();
    return switch (failure) {
      case REJECTED -> new Rejected(reason, answer.isNotFound("message"));
      case UNLINKED -> new ChannelDown(Trouble.UNLINKED, reason);
      case PLAN_LIMIT -> new ChannelDown(Trouble.LIMIT, reason);
      case CHANNEL_REMOVED -> new ChannelDown(Trouble.REMOVED, reason);
      case THROTTLED -> new Throttled(reason, answer.retryAfter());
      case NOT_REACHED -> new NotSent("refused before it reached the provider: " + reason);
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
