package id.balas.bot.bulk;

import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatCommand.Resume;
import id.balas.events.PeopleCommand.Resolve;
import id.balas.events.PeopleCommand.Snooze;
import id.balas.events.PeopleCommand.Transfer;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Issuer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to do in each chat. `assignee` and `team` are for ASSIGN, `until` for SNOOZE, `labels` for
/// LABEL, which adds them.
record BulkAct(
    Kind kind,
    @Nullable String assignee,
    @Nullable String team,
    @Nullable Instant until,
    List<String> labels) {

  enum Kind {
    ASSIGN,
    RESOLVE,
    SNOOZE,
    RETURN_TO_BOT,
    LABEL
  }

  /// The command for a chat. `id` is the same at each attempt, so that it is decided once.
  record Order(
      String id,
      ChatKey chat,
      @Nullable String seen,
      Issuer issuer,
      Instant now,
      Instant notAfter) {}

  BulkAct {
    labels = List.copyOf(labels);
  }

  /// Whether its commands are unknown to bots before this release.
  boolean needsNewRelease() {
    return team != null || kind == Kind.RESOLVE || kind == Kind.SNOOZE;
  }

  /// Null for labels, which need no command.
  @Nullable ChatCommand command(Order it) {
    String channel = it.chat().channel();
    String chatId = it.chat().chatId();
    return switch (kind) {
      case ASSIGN -> team == null ? assign(it) : transfer(it);
      case RESOLVE ->
          new Resolve(it.id(), channel, chatId, it.issuer(), it.now(), it.notAfter(), it.seen());
      case SNOOZE ->
          new Snooze(
              it.id(),
              channel,
              chatId,
              it.issuer(),
              it.now(),
              until == null ? it.now() : until,
              it.notAfter(),
              it.seen());
      case RETURN_TO_BOT ->
          new Resume(it.id(), channel, chatId, it.issuer(), it.now(), it.notAfter(), it.seen());
      case LABEL -> null;
    };
  }

  private Assign assign(Order it) {
    return new Assign(
        it.id(),
        it.chat().channel(),
        it.chat().chatId(),
        it.issuer(),
        it.now(),
        assignee == null ? it.issuer().name() : assignee,
        it.notAfter());
  }

  private Transfer transfer(Order it) {
    return new Transfer(
        it.id(),
        it.chat().channel(),
        it.chat().chatId(),
        it.issuer(),
        it.now(),
        assignee,
        team,
        it.notAfter(),
        null);
  }
}
