package id.balas.sender.delivery;

import id.balas.events.OutboundMessage;
import id.balas.events.value.ChatKey;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.queue.ParkedChat;
import id.balas.service.database.Columns;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// All deliveries, by the id of their message, so that a repeated message finds its first delivery.
/// Rows are written in batches. A write returns when it is durable.
@Repository
public class Deliveries {

  // One day before a message is too old to be sent.
  private static final Duration LONGEST_WAIT = Duration.ofDays(13);
  // The customer has the message already, so several results share a transaction.
  private static final Duration RESULTS_WAIT = Duration.ofMillis(20);

  private static final String ROWS =
      """
      json_to_recordset(:rows::json) AS new(
        outbound_id text, channel text, chat_id text, message text, state text, tries int, loaded_state text,
        loaded_tries int, announced boolean, attempts jsonb, next_try_at timestamptz, message_id text, reason text,
        log_partition int, log_offset bigint, created_at timestamptz, finished_at timestamptz)
      """;

  private static final String BEGIN =
      """
      INSERT INTO sender.deliveries (outbound_id, channel, chat_id, message, state, tries, attempts, next_try_at,
        message_id, reason, log_partition, log_offset, created_at, finished_at)
      SELECT outbound_id, channel, chat_id, message, state, tries, attempts, next_try_at,
        message_id, reason, log_partition, log_offset, created_at, finished_at
      FROM
      """
          + ROWS
          + """
          ORDER BY outbound_id
          ON CONFLICT (outbound_id) DO NOTHING
          RETURNING outbound_id
          """;

  // Rows of the first release have no message; this adds it. Another instance may have parked the
  // message since it was loaded. So the position stays until the final status is published.
  private static final String SAVE =
      """
      UPDATE sender.deliveries old
      SET message = new.message, state = new.state, tries = new.tries, attempts = new.attempts,
          next_try_at = new.next_try_at, message_id = new.message_id, reason = new.reason,
          log_partition = CASE WHEN new.announced THEN NULL ELSE coalesce(old.log_partition, new.log_partition) END,
          log_offset = CASE WHEN new.announced THEN NULL ELSE coalesce(old.log_offset, new.log_offset) END,
          parked_at = CASE WHEN old.log_partition IS NULL THEN now() ELSE old.parked_at END,
          finished_at = new.finished_at
      FROM
      """
          + ROWS
          + """
          WHERE old.outbound_id = new.outbound_id AND old.state = new.loaded_state AND old.tries = new.loaded_tries
          RETURNING old.outbound_id
          """;

  // A redelivered message that is parked already keeps its first partition and offset.
  private static final String PARK =
      """
      INSERT INTO sender.deliveries AS old (outbound_id, channel, chat_id, message, state, tries, attempts, next_try_at,
        reason, log_partition, log_offset, created_at)
      SELECT outbound_id, channel, chat_id, message, state, tries, attempts, next_try_at,
        reason, log_partition, log_offset, created_at
      FROM
      """
          + ROWS
          + """
          ORDER BY outbound_id
          ON CONFLICT (outbound_id) DO UPDATE
          SET message = EXCLUDED.message, log_partition = EXCLUDED.log_partition, log_offset = EXCLUDED.log_offset,
            parked_at = now()
          WHERE old.log_partition IS NULL
          RETURNING channel || '/' || chat_id
          """;

  private static final String SELECT =
      """
      SELECT outbound_id, message, state, attempts, next_try_at, message_id, reason, log_partition, log_offset, finished_at
      FROM sender.deliveries
      """;

  // Messages that are parked together, or again after a redelivery, are in the order of their
  // offsets. The time comes first, because offsets begin anew when the topic is made anew.
  private static final String FIRST_PARKED =
      SELECT
          + """
          WHERE log_partition = :partition AND channel = :channel AND chat_id = :chatId
          ORDER BY parked_at, log_offset LIMIT 1
          """;

  private static final String PARKED_CHATS =
      """
      SELECT channel, chat_id, (array_agg(next_try_at ORDER BY parked_at, log_offset))[1] AS next_try_at,
        bool_or(message::json -> 'author' ->> 'kind' IN ('AGENT', 'ADMIN')) AS is_of_person
      FROM sender.deliveries
      WHERE log_partition = :partition
      GROUP BY channel, chat_id
      """;

  private static final String IS_ATTRIBUTED =
      "SELECT count(*) FROM sender.deliveries WHERE channel = :channel AND message_id = :messageId";

  private record Change(@Nullable Delivery loaded, Delivery now) {}

  private final JdbcClient jdbc;
  private final DeliveryMetrics metrics;
  private final GroupedWrites<Change> begun;
  private final GroupedWrites<Change> saved;
  private final GroupedWrites<List<Change>> parked;

  Deliveries(JdbcClient jdbc, DeliveryMetrics metrics) {
    this.jdbc = jdbc;
    this.metrics = metrics;
    this.begun = new GroupedWrites<>("begun-deliveries", Duration.ZERO, rows -> write(BEGIN, rows));
    this.saved = new GroupedWrites<>("saved-deliveries", RESULTS_WAIT, rows -> write(SAVE, rows));
    this.parked =
        new GroupedWrites<>(
            "parked-deliveries",
            Duration.ZERO,
            chats -> write(PARK, chats.stream().flatMap(List::stream).toList()));
  }

  @PreDestroy
  void close() {
    begun.close();
    saved.close();
    parked.close();
  }

  /// Returns false, and writes nothing, if the message already has a delivery.
  boolean begin(Delivery delivery) {
    boolean isNew = begun.write(delivery.message().id(), new Change(null, delivery));
    if (isNew) {
      metrics.changed(null, delivery);
    }
    return isNew;
  }

  /// Throws [TakenOverException] if the row has changed since it was loaded.
  Delivery save(Delivery loaded, Delivery now) {
    if (!saved.write(now.message().id(), new Change(loaded, now))) {
      throw new TakenOverException(now.message().id());
    }
    metrics.changed(loaded, now);
    return now;
  }

  /// Parks messages of one chat in one transaction, in the order of their offsets.
  void park(ChatKey chat, List<Delivery> inOrder) {
    List<Change> changes = inOrder.stream().map(now -> new Change(null, now)).toList();
    var _ = parked.write(chat.toString(), changes);
  }

  Optional<Delivery> find(OutboundMessage message) {
    return jdbc.sql(SELECT + "WHERE outbound_id = :id")
        .param("id", message.id())
        .query((row, _) -> DeliveryRow.read(row, message))
        .optional();
  }

  /// Ignores rows of the first release that have no message yet. A redelivered record adds it.
  Optional<Delivery> withId(String outboundId) {
    return jdbc.sql(SELECT + "WHERE outbound_id = :id AND message IS NOT NULL")
        .param("id", outboundId)
        .query((row, _) -> DeliveryRow.read(row, null))
        .optional();
  }

  /// The oldest parked message of the chat.
  Optional<Delivery> firstParked(int partition, ChatKey chat) {
    return jdbc.sql(FIRST_PARKED)
        .param("partition", partition)
        .param("channel", chat.channel())
        .param("chatId", chat.chatId())
        .query((row, _) -> DeliveryRow.read(row, null))
        .optional();
  }

  /// The chats with parked messages. `Instant.MIN` means due at once.
  public Map<ChatKey, ParkedChat> parkedChats(int partition) {
    Map<ChatKey, ParkedChat> chats = new HashMap<>();
    jdbc.sql(PARKED_CHATS)
        .param("partition", partition)
        .query(row -> {
          Instant due = Columns.instant(row, "next_try_at");
          chats.put(
              new ChatKey(row.getString("channel"), row.getString("chat_id")),
              new ParkedChat(due == null ? Instant.MIN : due, row.getBoolean("is_of_person")));
        });
    return chats;
  }

  /// Whether the message that this one must follow has not ended. Without a row, it has not begun.
  boolean isBehind(OutboundMessage message, Instant now) {
    return message.after() != null
        && now.isBefore(message.createdAt().plus(LONGEST_WAIT))
        && jdbc.sql("SELECT state FROM sender.deliveries WHERE outbound_id = :id")
            .param("id", message.after())
            .query(String.class)
            .optional()
            .filter(state -> Delivery.State.valueOf(state).isFinal())
            .isEmpty();
  }

  boolean isAttributed(String channel, String messageId) {
    return jdbc.sql(IS_ATTRIBUTED)
            .param("channel", channel)
            .param("messageId", messageId)
            .query(Integer.class)
            .single()
        > 0;
  }

  private Set<String> write(String sql, List<Change> changes) {
    // Sorted, so that lock order is consistent and two instances cannot deadlock. A repeat within
    // the batch is skipped.
    Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
    changes.forEach(change ->
        rows.putIfAbsent(
            change.now().message().id(), DeliveryRow.of(change.loaded(), change.now())));
    return Set.copyOf(
        jdbc.sql(sql).param("rows", DeliveryRow.json(rows.values())).query(String.class).list());
  }

  /// The row is missing or has changed: another instance or a discard was faster.
  public static final class TakenOverException extends RuntimeException {
    public TakenOverException(String outboundId) {
      super("another writer changed the delivery " + outboundId);
    }
  }
}
