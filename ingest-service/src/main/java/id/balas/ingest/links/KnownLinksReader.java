package id.balas.ingest.links;

import id.balas.events.SameCustomer.KnownLink;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;

/// Follows `known-links` from its beginning in every instance, so that no link is published twice.
@Component
class KnownLinksReader {

  private static final Logger log = LoggerFactory.getLogger(KnownLinksReader.class);
  private static final TopicPartition ONLY = new TopicPartition(Topics.KNOWN_LINKS, 0);
  private static final Duration POLL = Duration.ofMillis(200);

  private final ConsumerFactory<String, byte[]> consumers;
  private final CustomerLinks links;

  KnownLinksReader(ConsumerFactory<String, byte[]> consumers, CustomerLinks links) {
    this.consumers = consumers;
    this.links = links;
  }

  void read(BooleanSupplier running) {
    if (!links.isOn()) {
      return;
    }
    var properties = new Properties();
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    try (Consumer<String, byte[]> consumer =
        consumers.createConsumer(null, null, "-known-links", properties)) {
      consumer.assign(List.of(ONLY));
      consumer.seekToBeginning(List.of(ONLY));
      long end = consumer.endOffsets(List.of(ONLY)).getOrDefault(ONLY, 0L);
      while (running.getAsBoolean()) {
        if (consumer.position(ONLY) >= end) {
          links.hasReadKnown();
        }
        consumer.poll(POLL).forEach(this::on);
      }
    }
  }

  private void on(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      links.isPublished(EventJson.read(record.value(), KnownLink.class));
    } catch (RuntimeException e) {
      log.error(
          "Skipped an unreadable record {}-{}@{}: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.toString());
    }
  }
}
