package id.balas.bot.chat;

import id.balas.bot.chat.DecideBatch.Fresh;
import id.balas.bot.chat.store.Decisions.Cause;
import id.balas.bot.decision.Chat;
import id.balas.bot.decision.ChatTransition;
import id.balas.bot.decision.ChatTransition.Step;
import id.balas.bot.decision.Decided;
import id.balas.bot.decision.Decided.Ended;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.bot.decision.Decision.Inquiry;
import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.events.ChatInput;
import id.balas.events.ChatState;
import id.balas.events.value.ChatKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// The state of one batch while it is decided: the chats as loaded and as changed, known decisions
/// and new ones. Inputs are decided in record order.
final class Batch {

  private static final Comparator<Decided> BY_CAUSE =
      Comparator.comparing(Decided::chat).thenComparing(Decided::causeId);

  private final Map<Cause, Decided> known;
  private final Map<ChatKey, Chat> loaded;
  private final Map<ChatKey, Chat> present;
  private final Instant now;
  private final Set<ChatKey> redelivered = new LinkedHashSet<>();
  private final Set<Cause> causes = new LinkedHashSet<>();
  private final Map<Cause, ChatInput> inputs = new LinkedHashMap<>();
  private final Map<Cause, Step> steps = new LinkedHashMap<>();
  private final Map<Cause, Decided> decided = new LinkedHashMap<>();

  Batch(Map<Cause, Decided> known, Map<ChatKey, Chat> loaded, Instant now) {
    this.known = known;
    this.loaded = loaded;
    this.present = new HashMap<>(loaded);
    this.now = now;
  }

  /// `restricted` are chats without a row whose customer is restricted in another chat.
  Batch beginningWith(Map<ChatKey, Chat> restricted) {
    present.putAll(restricted);
    return this;
  }

  /// Skips an input that has a stored decision or occurs twice in this batch, under this id of the
  /// customer or another.
  void decide(ChatInput input, ChatTransition transition, AnswerBook book) {
    Cause cause = Cause.of(input);
    Chat chat = presentState(input.chat());
    Optional<Cause> earlier =
        cause
            .underAllIds(chat.identity().aliases())
            .filter(one -> isDecided(one, cause))
            .findFirst();
    causes.add(earlier.orElse(cause));
    if (earlier.isPresent()) {
      redelivered.add(input.chat());
      return;
    }
    Step step = transition.step(chat, input, now, book);
    present.put(input.chat(), step.chat());
    inputs.put(cause, input);
    steps.put(cause, step);
    decided.put(cause, step.decided());
  }

  // An alias that forwarded the input has not decided it.
  private boolean isDecided(Cause one, Cause own) {
    Decided found = known.getOrDefault(one, decided.get(one));
    return found != null && (one.equals(own) || found.outcome() != Outcome.FORWARDED);
  }

  /// Completes the decisions about inquiries. Call it after the chats are stored.
  void answerInquiries(Function<Inquiry, String> answer) {
    steps.forEach((cause, step) -> {
      if (step.inquiry() != null) {
        decided.put(cause, step.answered(answer.apply(step.inquiry())));
      }
    });
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /// Sorted, so that lock order is consistent and transactions cannot deadlock.
  List<Decided> newDecisions() {
    return decided.values().stream().sorted(BY_CAUSE).toList();
  }

  /// Sorted, so that lock order is consistent and transactions cannot deadlock.
  List<Chat> changedChats() {
    return new TreeMap<>(present)
        .values().stream().filter(chat -> !chat.equals(loaded.get(chat.key()))).toList();
  }

  List<Ended> ended() {
    return steps.values().stream().flatMap(step -> step.ended().stream()).toList();
  }

  /// The labels that rules set. Sorted, so that lock order is consistent.
  Map<ChatKey, Set<String>> labels() {
    Map<ChatKey, Set<String>> labels = new TreeMap<>();
    steps.values().stream()
        .filter(step -> !step.labels().isEmpty())
        .forEach(step ->
            labels.computeIfAbsent(step.chat().key(), _ -> new TreeSet<>()).addAll(step.labels()));
    return labels;
  }

  DecideBatch.Result result() {
    List<Decided> outcomes = new ArrayList<>();
    causes.forEach(cause -> {
      Decided fresh = decided.get(cause);
      outcomes.add(fresh == null ? known.get(cause) : fresh);
    });
    List<Fresh> fresh = new ArrayList<>();
    inputs.forEach(
        (cause, input) -> fresh.add(new Fresh(input, Objects.requireNonNull(decided.get(cause)))));
    return new DecideBatch.Result(outcomes, fresh, states(), known.size());
  }

  private List<ChatState> states() {
    return present.values().stream()
        .filter(chat ->
            redelivered.contains(chat.key())
                || !chat.state(now)
                    .equals(loaded.getOrDefault(chat.key(), Chat.unseen(chat.key())).state(now)))
        .map(chat -> chat.state(now))
        .toList();
  }

  private Chat presentState(ChatKey key) {
    return present.getOrDefault(key, Chat.unseen(key));
  }
}
