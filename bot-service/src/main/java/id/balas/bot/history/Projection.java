package id.balas.bot.history;

import id.balas.bot.chat.store.ChatAliases;
import id.balas.bot.contacts.store.NewContacts;
import id.balas.bot.history.model.HistoryBatch;
import id.balas.bot.history.model.Message;
import id.balas.bot.history.model.MessageAuthor;
import id.balas.bot.history.model.MessageName;
import id.balas.bot.history.model.MessageUpdates;
import id.balas.bot.history.model.OriginalMessage;
import id.balas.bot.history.model.UpdateMerger;
import id.balas.bot.history.model.UpdateNotice;
import id.balas.events.value.ChatKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// Projects Kafka records into the history tables, one transaction per batch. A second transaction
/// then matches orphans with messages that committed meanwhile. The transaction that commits last
/// sees both sides, so concurrent writers miss nothing.
public final class Projection {

  private static final int BATCH = 500;
  // Shared lock; a rebuild takes the same lock exclusively.
  private static final String SHARE =
      "SELECT pg_advisory_xact_lock_shared(hashtext('bot.history'))";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Tables tables;
  private final ChatAliases aliases;
  private final Messages messages;
  private final Orphans orphans;
  private final ChatSummaries summaries;
  private final ChangedChats changedChats;
  private final PersonsAnswers answers;
  private final NewContacts contacts;

  public Projection(JdbcTemplate jdbc, TransactionTemplate transaction, Tables tables) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.tables = tables;
    this.aliases = new ChatAliases(jdbc);
    this.messages = new Messages(jdbc, tables);
    this.orphans = new Orphans(jdbc, tables);
    this.summaries = new ChatSummaries(jdbc);
    this.changedChats = new ChangedChats(jdbc);
    this.answers = new PersonsAnswers(jdbc);
    this.contacts = new NewContacts(jdbc);
  }

  /// Idempotent: known facts change nothing.
  public void project(HistoryBatch batch) {
    if (!batch.messages().isEmpty() || !batch.notices().isEmpty()) {
      settle(inTransaction(() -> write(batch)));
    }
  }

  private Set<MessageName> write(HistoryBatch received) {
    HistoryBatch batch = received.resolved(aliases.phonesOf(received.chats()));
    Map<OriginalMessage.Key, OriginalMessage> originals = new TreeMap<>();
    batch.messages().forEach(one -> originals.putIfAbsent(one.key(), one));
    Set<OriginalMessage.Key> inserted = messages.insert(originals.values());
    List<Message> fresh =
        inserted.stream()
            .map(
                key -> new Message(Objects.requireNonNull(originals.get(key)), MessageUpdates.NONE))
            .toList();
    Set<MessageName> unsettled = new LinkedHashSet<>();
    fresh.forEach(message ->
        unsettled.add(
            new MessageName(message.original().chat().channel(), message.original().id())));
    if (tables == Tables.LIVE) {
      answers.markRead(fresh);
      contacts.of(firstTimes(fresh));
    }
    UpdateMerger merger = join(batch.notices(), Set.of(), fresh);
    unsettled.addAll(merger.claimed());
    unsettled.addAll(names(merger.unmatched()));
    return unsettled;
  }

  private static Map<ChatKey, Instant> firstTimes(List<Message> messages) {
    return messages.stream()
        .map(Message::original)
        .collect(
            Collectors.toMap(
                OriginalMessage::chat,
                OriginalMessage::sentAt,
                (one, other) -> one.isBefore(other) ? one : other));
  }

  /// Attaches orphans of these messages, and merges our messages with their duplicates from another
  /// program.
  public void settle(Collection<MessageName> names) {
    Set<MessageName> left = new LinkedHashSet<>(names);
    while (!left.isEmpty()) {
      Set<MessageName> now = Set.copyOf(left);
      left = inTransaction(() -> settleOnce(now));
    }
  }

  private Set<MessageName> settleOnce(Set<MessageName> names) {
    List<UpdateNotice> notices = orphans.take(names);
    Set<MessageName> claimed = messages.claimed(names);
    if (notices.isEmpty() && claimed.isEmpty()) {
      return Set.of();
    }
    // Newly attached provider ids are returned for another round: there may be orphans under them,
    // even if these ids were checked a moment ago.
    return join(notices, claimed, List.of()).claimed();
  }

  private UpdateMerger join(
      List<UpdateNotice> notices, Set<MessageName> also, List<Message> fresh) {
    Set<MessageName> names = new HashSet<>(names(notices));
    names.addAll(also);
    notices.forEach(notice -> {
      if (notice.updates().providerId() != null) {
        names.add(new MessageName(notice.channel(), notice.updates().providerId()));
      }
    });
    UpdateMerger merger =
        UpdateMerger.of(names.isEmpty() ? List.of() : messages.lock(names), notices);
    messages.delete(merger.merged());
    messages.update(merger.changed());
    orphans.add(merger.unmatched());
    summarize(merger, fresh);
    return merger;
  }

  private static Set<MessageName> names(List<UpdateNotice> notices) {
    return notices.stream()
        .map(notice -> new MessageName(notice.channel(), notice.aboutId()))
        .collect(Collectors.toSet());
  }

  private void summarize(UpdateMerger merger, List<Message> fresh) {
    if (tables == Tables.LIVE) {
      // The changed version is newer than the inserted one.
      Map<OriginalMessage.Key, Message> latest = new TreeMap<>();
      Stream.concat(fresh.stream(), merger.reworded())
          .forEach(message -> latest.put(message.original().key(), message));
      summaries.touch(latest.values());
      summaries.recompute(
          merger.merged().stream().map(OriginalMessage.Key::chat).distinct().sorted().toList());
      noteChanges(merger);
    }
  }

  private void noteChanges(UpdateMerger merger) {
    Set<ChatKey> rows = new TreeSet<>();
    merger.reworded().forEach(message -> rows.add(message.original().chat()));
    merger.merged().forEach(key -> rows.add(key.chat()));
    Set<ChatKey> others = new TreeSet<>();
    merger.changed().forEach(message -> others.add(message.original().chat()));
    others.removeAll(rows);
    changedChats.add(rows);
    changedChats.addMessages(others);
  }

  /// Stores echoes older than `before` that match none of our messages as messages of another
  /// program.
  public void storeUnclaimed(Instant before) {
    List<UpdateNotice> unclaimed;
    do {
      unclaimed = orphans.unclaimed(before, BATCH);
      var batch = new HistoryBatch();
      for (UpdateNotice echo : unclaimed) {
        batch.messages().add(fromOtherProgram(echo));
      }
      project(batch);
    } while (unclaimed.size() == BATCH);
  }

  private static OriginalMessage fromOtherProgram(UpdateNotice echo) {
    return new OriginalMessage(
        new ChatKey(echo.channel(), echo.chatId()),
        echo.aboutId(),
        new OriginalMessage.Sender(MessageAuthor.API, null, null),
        null,
        null,
        Objects.requireNonNull(echo.echo()),
        null,
        Objects.requireNonNull(echo.updates().echoedAt()),
        null,
        false,
        echo.loggedAt(),
        null);
  }

  /// Matches all orphans, for use after a rebuild.
  public void settleAll() {
    List<MessageName> waiting = orphans.waiting();
    for (int i = 0; i < waiting.size(); i += BATCH) {
      settle(new ArrayList<>(waiting.subList(i, Math.min(waiting.size(), i + BATCH))));
    }
  }

  private Set<MessageName> inTransaction(Supplier<Set<MessageName>> work) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          if (tables == Tables.LIVE) {
            jdbc.query(SHARE, _ -> {});
          }
          return work.get();
        }));
  }
}
