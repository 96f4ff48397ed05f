package id.balas.bot.deskclock;

import id.balas.bot.decision.Chat;
import id.balas.bot.decision.people.Handling;
import id.balas.bot.teams.Team.Stored;
import id.balas.bot.teams.TeamDirectory;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import id.balas.events.value.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the desk clock asks of a chat.
record DeskChat(Chat chat) {

  private static final Duration LAST_AGENT_WITHIN = Duration.ofHours(24);

  ChatKey key() {
    return chat.key();
  }

  Handling handling() {
    return chat.handling();
  }

  /// False while it is snoozed.
  boolean isWaiting() {
    return handling().waiting() != null && handling().snoozedUntil() == null;
  }

  Waiting waiting() {
    return Objects.requireNonNull(handling().waiting());
  }

  /// Whether one of us has written in this conversation.
  boolean hasAnswer() {
    return handling().hasAnswer();
  }

  Optional<Stored> teamIn(TeamDirectory teams) {
    return teams.teamOf(key().channel(), handling().team());
  }

  /// Who had the chat last, if one of us wrote in it within a day.
  @Nullable String lastAgent(Instant now) {
    Conversation conversation = handling().conversation();
    Instant lastHumanAt = handling().lastHumanAt();
    return conversation == null
            || lastHumanAt == null
            || lastHumanAt.plus(LAST_AGENT_WITHIN).isBefore(now)
        ? null
        : conversation.lastAgent();
  }
}
