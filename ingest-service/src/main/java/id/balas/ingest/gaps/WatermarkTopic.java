package id.balas.ingest.gaps;

import id.balas.events.IntakeWatermark;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/// Follows `intake-watermarks` on every instance. It also joins the consumer group of the topic's
/// only partition: the owner of the partition scans for gaps. An instance that has lost the
/// partition unnoticed is harmless, because scans are idempotent.
@Component
class WatermarkTopic {

  private static final Logger log = LoggerFactory.getLogger(WatermarkTopic.class);
  private static final String GROUP = "ingest-gaps";
  private static final TopicPartition ONLY = new TopicPartition(Topics.INTAKE_WATERMARKS, 0);
  private static final Duration POLL = Duration.ofMillis(100);

  private final ConsumerFactory<String, byte[]> consumers;
  private final GapScans scans;
  private final GapProperties settings;

  WatermarkTopic(
      ConsumerFactory<String, byte[]> consumers, GapScans scans, GapProperties settings) {
    this.consumers = consumers;
    this.scans = scans;
    this.settings = settings;
  }

  void read(BooleanSupplier running) {
    if (!settings.enabled() || scans.channels().isEmpty()) {
      return;
    }
    try (Consumer<String, byte[]> follower =
            consumers.createConsumer(null, null, "-watermarks", properties("earliest"));
        Consumer<String, byte[]> member =
            consumers.createConsumer(GROUP, null, "-gaps", properties("latest"))) {
      follow(follower, member, running);
    } finally {
      scans.disowned();
    }
  }

  private static Properties properties(String reset) {
    var properties = new Properties();
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset);
    return properties;
  }

  private void follow(
      Consumer<String, byte[]> follower, Consumer<String, byte[]> member, BooleanSupplier running) {
    follower.assign(List.of(ONLY));
    follower.seekToBeginning(List.of(ONLY));
    long end = follower.endOffsets(List.of(ONLY)).getOrDefault(ONLY, 0L);
    while (running.getAsBoolean() && follower.position(ONLY) < end) {
      follower.poll(POLL).forEach(this::on);
    }
    scans.hasFollowed();
    member.subscribe(List.of(Topics.INTAKE_WATERMARKS), new Ownership(member));
    while (running.getAsBoolean()) {
      follower.poll(POLL).forEach(this::on);
      member.poll(POLL);
    }
  }

  private void on(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      scans.follow(EventJson.read(record.value(), IntakeWatermark.class));
    } catch (RuntimeException e) {
      log.error(
          "Skipped {}-{}@{}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.toString());
    }
  }

  /// Tracks which instance owns the partition. The follower reads the records.
  private final class Ownership implements ConsumerRebalanceListener {

    private final Consumer<String, byte[]> member;

    Ownership(Consumer<String, byte[]> member) {
      this.member = member;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        member.pause(partitions);
        scans.owned();
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!partitions.isEmpty()) {
        scans.disowned();
      }
    }
  }
}
