package id.balas.bot.decision;

import id.balas.bot.decision.people.PeoplePolicy;
import java.time.Duration;
import java.util.Set;

/// The owner's settings. `admins` are chat ids; `countryCode` applies to numbers without one.
public record Policy(
    Set<String> admins,
    Duration answerWithin,
    Duration humanWindow,
    String countryCode,
    PeoplePolicy people) {

  public Policy(
      Set<String> admins, Duration answerWithin, Duration humanWindow, String countryCode) {
    this(admins, answerWithin, humanWindow, countryCode, PeoplePolicy.DEFAULT);
  }

  /// The Kafka retention of inputs. An older input is never acted on, even if offsets are reset.
  static final Duration KAFKA_RETENTION = Duration.ofDays(14);

  /// An admin's own chat takes commands. It has no conversation and never waits.
  boolean isAdmin(Chat chat) {
    return admins.contains(chat.key().chatId())
        || chat.identity().aliases().stream().anyMatch(admins::contains);
  }

  /// Only the chat of a customer can wait: no group, newsletter or admin's chat.
  boolean isCustomer(Chat chat) {
    return chat.key().isPrivate() && !isAdmin(chat);
  }
}
