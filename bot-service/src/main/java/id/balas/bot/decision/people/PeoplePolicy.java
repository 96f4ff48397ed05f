package id.balas.bot.decision.people;

import java.time.Duration;

/// The owner's settings for waiting chats and conversations. With `write`, changes of chats are
/// published. A conversation ends after `idle` without a message. A message within `reopen` after
/// it was resolved still belongs to it.
public record PeoplePolicy(
    boolean write, boolean defaultReplyWaits, Duration idle, Duration reopen) {

  public static final PeoplePolicy DEFAULT =
      new PeoplePolicy(false, false, Duration.ofDays(1), Duration.ofDays(1));
}
