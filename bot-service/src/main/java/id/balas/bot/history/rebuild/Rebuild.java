package id.balas.bot.history.rebuild;

import id.balas.bot.history.HistoryProperties;
import id.balas.bot.history.Projection;
import id.balas.bot.history.RecordProjector;
import id.balas.bot.history.Tables;
import id.balas.events.wire.Topics;
import id.balas.events.wire.UnknownKindException;
import id.balas.events.wire.UnreadableRecordException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Rebuilds the history from Kafka while the services run. All records are projected into separate
/// tables first. Then the live projection is blocked while the last records are read and the
/// differences are copied.
final class Rebuild {

  private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final String LOCK_REBUILD =
      "SELECT pg_try_advisory_lock(hashtext('bot.history rebuild'))";
  private static final String LOCK_PROJECTION =
      "SELECT pg_advisory_xact_lock(hashtext('bot.history'))";
  private static final List<String> TOPICS =
      List.of(
          Topics.CHAT_INPUTS,
          Topics.OUTBOUND_MESSAGES,
          Topics.MESSAGE_STATUSES,
          Topics.MESSAGE_ECHOES);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final ConsumerFactory<String, byte[]> consumers;
  private final HistoryProperties settings;
  private final Clock clock;
  private final Projection rebuilt;
  private final RebuiltTables tables;

  Rebuild(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      ConsumerFactory<String, byte[]> consumers,
      HistoryProperties settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.consumers = consumers;
    this.settings = settings;
    this.clock = clock;
    this.rebuilt = new Projection(jdbc, transaction, Tables.REBUILT);
    this.tables = new RebuiltTables(jdbc, new Projection(jdbc, transaction, Tables.LIVE));
  }

  /// `added`, `replaced` and `removed` count the messages that were missing, different, or without
  /// a record.
  record Result(long records, long added, long replaced, long removed) {}

  /// Throws if another rebuild is running.
  Result run() {
    return Objects.requireNonNull(
        jdbc.execute(
            (ConnectionCallback<Result>)
                connection -> {
                  lockRebuild(connection);
                  return made();
                }));
  }

  // A session lock: it is released when this connection closes.
  private static void lockRebuild(Connection connection) throws SQLException {
    try (var turn = connection.createStatement().executeQuery(LOCK_REBUILD)) {
      if (!turn.next() || !turn.getBoolean(1)) {
        throw new IllegalStateException("A rebuild of the history is running. Wait until it ends.");
      }
    }
  }

  private Result made() {
    tables.create();
    try (Consumer<String, byte[]> consumer = consumers.createConsumer()) {
      var reading = new Reading(consumer);
      reading.toTheEnd();
      log.info("Read {} records, copying the differences", reading.count);
      Result result =
          Objects.requireNonNull(
              transaction.execute(_ -> {
                jdbc.query(LOCK_PROJECTION, _ -> {});
                reading.toTheEnd();
                rebuilt.storeUnclaimed(clock.instant().minus(settings.unclaimedAfter()));
                return tables.copyOver(reading.cover(), reading.count);
              }));
      tables.drop();
      return result;
    }
  }

  // The live projection has dead-lettered them already.
  private static final class SkipBadRecords implements RecordProjector.Rejections {

    @Override
    public void unreadable(
        ConsumerRecord<String, byte[]> record, UnreadableRecordException failure) {
      impossible(record, failure);
    }

    @Override
    public void unknown(ConsumerRecord<String, byte[]> record, UnknownKindException failure) {
      impossible(record, failure);
    }

    @Override
    public void impossible(ConsumerRecord<String, byte[]> record, RuntimeException failure) {
      log.warn(
          "Skipped {}-{}@{}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          failure.toString());
    }
  }

  private final class Reading {

    private final Consumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> firstOffsetsBefore;
    private final Map<TopicPartition, Instant> oldest = new HashMap<>();
    private final RecordProjector records = new RecordProjector(rebuilt, new SkipBadRecords());
    private long count;

    Reading(Consumer<String, byte[]> consumer) {
      this.consumer = consumer;
      this.partitions =
          TOPICS.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      this.firstOffsetsBefore = consumer.beginningOffsets(partitions);
    }

    void toTheEnd() {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        ConsumerRecords<String, byte[]> batch = consumer.poll(POLL);
        for (ConsumerRecord<String, byte[]> record : batch) {
          oldest.putIfAbsent(
              new TopicPartition(record.topic(), record.partition()),
              Instant.ofEpochMilli(record.timestamp()));
        }
        records.project(batch);
        count += batch.count();
      }
    }

    LogCoverage cover() {
      return new LogCoverage(firstOffsetsBefore, consumer.beginningOffsets(partitions), oldest);
    }
  }
}
