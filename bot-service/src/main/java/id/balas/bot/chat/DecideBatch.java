package id.balas.bot.chat;

import id.balas.bot.chat.store.Chats;
import id.balas.bot.chat.store.Decisions;
import id.balas.bot.chat.store.Decisions.Cause;
import id.balas.bot.decision.AdminTexts;
import id.balas.bot.decision.Chat;
import id.balas.bot.decision.ChatTransition;
import id.balas.bot.decision.Decided;
import id.balas.bot.decision.Decision.Inquiry;
import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.bot.notes.Labels;
import id.balas.events.ChatInput;
import id.balas.events.ChatState;
import id.balas.events.SameCustomer.HandOver;
import id.balas.events.value.ChatKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Decides a batch of inputs in one transaction: looks up known decisions, decides the rest in
/// record order and stores everything. A conflict means that another instance decided the same
/// inputs. In that case nothing may be published.
@Component
class DecideBatch {

  private static final int LISTED = 20;

  private final Decisions decisions;
  private final Chats chats;
  private final Labels labels;
  private final ChatTransition transition;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Supplier<AnswerBook> answers;

  DecideBatch(
      Decisions decisions,
      Chats chats,
      Labels labels,
      ChatTransition transition,
      TransactionTemplate transaction,
      Clock clock,
      Supplier<AnswerBook> answers) {
    this.decisions = decisions;
    this.chats = chats;
    this.labels = labels;
    this.transition = transition;
    this.transaction = transaction;
    this.clock = clock;
    this.answers = answers;
  }

  /// `outcomes` are in record order and include known decisions. `fresh` are the inputs decided
  /// now. `states` are the states of chats that changed or had a redelivered input. `redelivered`
  /// counts the known decisions.
  record Result(
      List<Decided> outcomes, List<Fresh> fresh, List<ChatState> states, int redelivered) {}

  record Fresh(ChatInput input, Decided decided) {}

  Result decide(List<ChatInput> inputs) {
    Batch batch = load(inputs);
    AnswerBook book = answers.get();
    inputs.forEach(input -> batch.decide(input, transition, book));
    if (!batch.isEmpty()) {
      transaction.executeWithoutResult(_ -> store(batch));
    }
    return batch.result();
  }

  // Until no chat has changed between the two reads. Another instance's commit may arrive late,
  // such
  // as after a silence of the database: its decisions would be known, and the inputs behind them
  // decided on the chats as they were before.
  private Batch load(List<ChatInput> inputs) {
    List<ChatKey> keys = inputs.stream().map(ChatInput::chat).distinct().toList();
    Map<ChatKey, Chat> loaded;
    Map<ChatKey, Chat> present = chats.load(keys);
    Map<Cause, Decided> known;
    do {
      loaded = present;
      known = decisions.known(causes(inputs, loaded));
      present = known.isEmpty() ? loaded : chats.load(keys);
    } while (!present.equals(loaded));
    Set<ChatKey> unseen = new LinkedHashSet<>(keys);
    unseen.removeAll(loaded.keySet());
    // The database rounds finer values. A loaded chat must equal the one in memory.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Batch(known, loaded, now).beginningWith(chats.restricted(unseen));
  }

  // The chats are written first: an inquiry then sees the changes of this batch, and its answer is
  // stored with the decision.
  private void store(Batch batch) {
    chats.write(batch.changedChats());
    batch.answerInquiries(this::answer);
    decisions.insert(batch.newDecisions());
    if (!batch.ended().isEmpty()) {
      decisions.end(batch.ended());
    }
    batch.labels().forEach(labels::add);
  }

  private String answer(Inquiry inquiry) {
    return switch (inquiry) {
      case Inquiry.StatusOf(ChatKey chat) -> AdminTexts.status(ofCustomer(chat));
      case Inquiry.CountByMode(String channel) -> AdminTexts.counts(chats.byMode(channel));
      case Inquiry.WithoutBot(String channel) ->
          AdminTexts.list(chats.withoutBot(channel, LISTED + 1), LISTED);
    };
  }

  // The chat of a linked hidden number is empty.
  private Chat ofCustomer(ChatKey key) {
    Chat chat = chats.find(key);
    String phone = chat.identity().aliasOf();
    return phone == null ? chat : chats.find(new ChatKey(key.channel(), phone));
  }

  /// Under which causes these inputs may have been decided: under all ids of their customer.
  static Set<Cause> causes(List<ChatInput> inputs, Map<ChatKey, Chat> loaded) {
    Map<ChatKey, Set<String>> aliases = new HashMap<>();
    loaded.forEach((key, chat) -> aliases.put(key, new LinkedHashSet<>(chat.identity().aliases())));
    for (ChatInput input : inputs) {
      if (input instanceof HandOver handOver) {
        aliases.computeIfAbsent(input.chat(), _ -> new LinkedHashSet<>()).add(handOver.lid());
      }
    }
    return inputs.stream()
        .flatMap(input -> Cause.of(input).underAllIds(aliases.getOrDefault(input.chat(), Set.of())))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
