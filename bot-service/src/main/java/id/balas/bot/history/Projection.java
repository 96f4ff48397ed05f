package id.balas.bot.history;

import id.balas.bot.history.model.Facts;
import id.balas.bot.history.model.Joining;
import id.balas.bot.history.model.Message;
import id.balas.bot.history.model.MessageName;
import id.balas.bot.history.model.Said;
import id.balas.bot.history.model.Sequel;
import id.balas.bot.history.model.Telling;
import id.balas.bot.history.model.Writer;
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
  private final Messages messages;
  private final Orphans orphans;
  private final ChatSummaries summaries;

  public Projection(JdbcTemplate jdbc, TransactionTemplate transaction, Tables tables) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.tables = tables;
    this.messages = new Messages(jdbc, tables);
    this.orphans = new Orphans(jdbc, tables);
    this.summaries = new ChatSummaries(jdbc);
  }

  /// Idempotent: known facts change nothing.
  public void project(Facts facts) {
    if (!facts.said().isEmpty() || !facts.told().isEmpty()) {
      settle(inTransaction(() -> write(facts)));
    }
  }

  private Set<MessageName> write(Facts facts) {
    Map<Said.Key, Said> said = new TreeMap<>();
    facts.said().forEach(one -> said.putIfAbsent(one.key(), one));
    Set<Said.Key> inserted = messages.insert(said.values());
    List<Message> fresh =
        inserted.stream()
            .map(key -> new Message(Objects.requireNonNull(said.get(key)), Sequel.NONE))
            .toList();
    Set<MessageName> unsettled = new LinkedHashSet<>();
    fresh.forEach(message ->
        unsettled.add(new MessageName(message.said().chat().channel(), message.said().id())));
    Joining joining = join(facts.told(), Set.of(), fresh);
    unsettled.addAll(joining.claimed());
    unsettled.addAll(called(joining.homeless()));
    return unsettled;
  }

  /// Attaches orphans of these messages, and merges our messages with their duplicates from another
  /// program.
  void settle(Collection<MessageName> called) {
    Set<MessageName> left = new LinkedHashSet<>(called);
    while (!left.isEmpty()) {
      Set<MessageName> now = Set.copyOf(left);
      left = inTransaction(() -> settleOnce(now));
    }
  }

  private Set<MessageName> settleOnce(Set<MessageName> called) {
    List<Telling> told = orphans.take(called);
    Set<MessageName> claimed = messages.claimed(called);
    if (told.isEmpty() && claimed.isEmpty()) {
      return Set.of();
    }
    // Newly attached provider ids are returned for another round: there may be orphans under them,
    // even if these ids were checked a moment ago.
    return join(told, claimed, List.of()).claimed();
  }

  private Joining join(List<Telling> told, Set<MessageName> also, List<Message> fresh) {
    Set<MessageName> called = new HashSet<>(called(told));
    called.addAll(also);
    told.forEach(telling -> {
      if (telling.sequel().providerId() != null) {
        called.add(new MessageName(telling.channel(), telling.sequel().providerId()));
      }
    });
    Joining joining = Joining.of(called.isEmpty() ? List.of() : messages.lock(called), told);
    messages.delete(joining.dissolved());
    messages.update(joining.changed());
    orphans.add(joining.homeless());
    summarize(joining, fresh);
    return joining;
  }

  private static Set<MessageName> called(List<Telling> told) {
    return told.stream()
        .map(telling -> new MessageName(telling.channel(), telling.aboutId()))
        .collect(Collectors.toSet());
  }

  private void summarize(Joining joining, List<Message> fresh) {
    if (tables == Tables.LIVE) {
      // The changed version is newer than the inserted one.
      Map<Said.Key, Message> latest = new TreeMap<>();
      Stream.concat(fresh.stream(), joining.changed().stream())
          .forEach(message -> latest.put(message.said().key(), message));
      summaries.touch(latest.values());
      summaries.recompute(
          joining.dissolved().stream().map(Said.Key::chat).distinct().sorted().toList());
    }
  }

  /// Stores echoes older than `before` that match none of our messages as messages of another
  /// program.
  public void takeUnclaimed(Instant before) {
    List<Telling> unclaimed;
    do {
      unclaimed = orphans.unclaimed(before, BATCH);
      var facts = new Facts();
      for (Telling echo : unclaimed) {
        facts.said().add(ofAnotherProgram(echo));
      }
      project(facts);
    } while (unclaimed.size() == BATCH);
  }

  private static Said ofAnotherProgram(Telling echo) {
    return new Said(
        new ChatKey(echo.channel(), echo.chatId()),
        echo.aboutId(),
        Writer.API,
        null,
        null,
        null,
        null,
        Objects.requireNonNull(echo.echo()),
        null,
        Objects.requireNonNull(echo.sequel().echoedAt()),
        null,
        false,
        echo.loggedAt());
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
