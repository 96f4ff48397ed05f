package id.balas.bot.chat;

import id.balas.bot.chat.Decisions.Cause;
import id.balas.bot.decision.AnswerBook;
import id.balas.bot.decision.Chat;
import id.balas.bot.decision.Decided;
import id.balas.bot.decision.Decided.Ended;
import id.balas.bot.decision.Fold;
import id.balas.events.ChatInput;
import id.balas.events.ChatKey;
import id.balas.events.ChatState;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Decides a batch of inputs: what is known already is looked up, the rest is folded in record
/// order, and all of it is stored in one transaction or not at all. A conflict means that another
/// instance was here: nothing may be published.
@Component
class DecideBatch {

  private static final Comparator<Decided> BY_CAUSE =
      Comparator.comparing(Decided::chat).thenComparing(Decided::causeId);

  private final Decisions decisions;
  private final Chats chats;
  private final Fold fold;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Supplier<AnswerBook> answers;

  DecideBatch(
      Decisions decisions,
      Chats chats,
      BotProperties settings,
      TransactionTemplate transaction,
      Clock clock,
      Supplier<AnswerBook> answers) {
    this.decisions = decisions;
    this.chats = chats;
    this.fold = new Fold(settings.policy(), chats);
    this.transaction = transaction;
    this.clock = clock;
    this.answers = answers;
  }

  /// The outcomes in record order, known ones included; which of them were decided now, and of
  /// what; and the present state of each chat that moved or was met again. `redelivered` counts the
  /// known ones.
  record Result(
      List<Decided> outcomes, List<Fresh> fresh, List<ChatState> states, int redelivered) {}

  /// An input that was decided now.
  record Fresh(ChatInput input, Decided decided) {}

  Result decide(List<ChatInput> inputs) {
    Map<Cause, Decided> known = decisions.known(distinct(inputs));
    int redelivered = known.size();
    Map<ChatKey, Chat> loaded =
        chats.load(inputs.stream().map(ChatInput::chat).distinct().toList());
    Map<ChatKey, Chat> present = new HashMap<>(loaded);
    Set<ChatKey> metAgain = new LinkedHashSet<>();
    Map<Cause, Decided> outcomes = new LinkedHashMap<>();
    List<Fresh> fresh = new ArrayList<>();
    List<Ended> ended = new ArrayList<>();
    // The database rounds what is finer, and a chat must be the same from memory and from there.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    AnswerBook book = answers.get();
    for (ChatInput input : inputs) {
      Cause cause = Cause.of(input);
      Decided decided = known.get(cause);
      if (decided != null) {
        metAgain.add(input.chat());
      } else {
        Chat chat = present.getOrDefault(input.chat(), Chat.unseen(input.chat()));
        Fold.Step step = fold.step(chat, input, now, book);
        present.put(input.chat(), step.chat());
        decided = step.decided();
        fresh.add(new Fresh(input, decided));
        ended.addAll(step.ended());
        known.put(cause, decided); // a repetition inside the batch is decided once, too
      }
      outcomes.putIfAbsent(cause, decided);
    }
    store(fresh, ended, loaded, present);
    return new Result(
        List.copyOf(outcomes.values()), fresh, states(loaded, present, metAgain, now), redelivered);
  }

  private static Set<Cause> distinct(List<ChatInput> inputs) {
    Set<Cause> causes = new LinkedHashSet<>();
    inputs.forEach(input -> causes.add(Cause.of(input)));
    return causes;
  }

  private void store(
      List<Fresh> fresh, List<Ended> ended, Map<ChatKey, Chat> loaded, Map<ChatKey, Chat> present) {
    if (fresh.isEmpty()) {
      return;
    }
    // Sorted, so that two instances that meet wait for each other and never for a circle.
    List<Decided> sorted = fresh.stream().map(Fresh::decided).sorted(BY_CAUSE).toList();
    List<Chat> changed =
        new TreeMap<>(present)
            .values().stream().filter(chat -> !chat.equals(loaded.get(chat.key()))).toList();
    transaction.executeWithoutResult(_ -> {
      decisions.insert(sorted);
      chats.write(changed);
      if (!ended.isEmpty()) {
        decisions.end(ended);
      }
    });
  }

  private static List<ChatState> states(
      Map<ChatKey, Chat> loaded, Map<ChatKey, Chat> present, Set<ChatKey> metAgain, Instant now) {
    return present.values().stream()
        .filter(chat ->
            metAgain.contains(chat.key())
                || !chat.state(now)
                    .equals(loaded.getOrDefault(chat.key(), Chat.unseen(chat.key())).state(now)))
        .map(chat -> chat.state(now))
        .toList();
  }
}
