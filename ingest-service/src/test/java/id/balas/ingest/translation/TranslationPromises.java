package id.balas.ingest.translation;

import id.balas.events.WireRecord;
import id.balas.events.wire.CloudEvents;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.Topics;
import id.balas.ingest.translation.WebhookPayload.MalformedBodyException;
import id.balas.whapi.ChannelSetting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Checks the invariants for any body. Either the body is rejected as malformed, or each record can
/// be serialized, fits into Kafka's limit and reads back equal. Each body takes at most 2 s.
final class TranslationPromises {

  private static final int LARGEST_RECORD = 4 * 1024 * 1024 - 1024;
  private static final Duration LONGEST = Duration.ofSeconds(2);
  // Excluded from the time limit: the first bodies wait for class loading, and for instrumentation
  // under a fuzzer.
  private static final int LOADING = 100;
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final List<WebhookRoute> EVENTS =
      List.of(
          WebhookRoute.UNTOLD,
          new WebhookRoute("messages", "patch"),
          new WebhookRoute("messages", "delete"),
          new WebhookRoute("users", "delete"));

  private final WebhookTranslator translator =
      new WebhookTranslator(
          new ChannelNames(ChannelSetting.of("", "a:t:MANTIS-TEST1,b:t:MANTIS-M72HC")),
          (channel, lid) -> lid.startsWith("1") ? "628110000055@s.whatsapp.net" : null,
          Inbox.CUSTOMERS);
  private long bodies;
  private long malformed;
  private long records;
  private long largest;
  private long slowest;

  void hold(byte[] body) {
    long start = System.nanoTime();
    try {
      WebhookPayload payload = WebhookPayload.parse(body);
      WebhookRoute event = EVENTS.get((int) (bodies % EVENTS.size()));
      translator.translate(payload, event, NOW).records().forEach(this::hold);
      for (JsonNode envelope : payload.envelopes()) {
        translator.backfilled(envelope.path("messages").path(0), "a", NOW).ifPresent(this::hold);
      }
    } catch (MalformedBodyException e) {
      malformed++;
    }
    bodies++;
    long took = System.nanoTime() - start;
    if (bodies <= LOADING) {
      return;
    }
    slowest = Math.max(slowest, took);
    if (took > LONGEST.toNanos()) {
      throw new AssertionError("it took " + took / 1_000_000 + " ms");
    }
  }

  private void hold(WireRecord record) {
    byte[] json = CloudEvents.of(record, "ingest-service").value();
    largest = Math.max(largest, json.length);
    records++;
    if (json.length > LARGEST_RECORD) {
      throw new AssertionError("a record of " + json.length + " bytes");
    }
    if (record.key().length() > 600 || record.eventId().length() > 600) {
      throw new AssertionError("a key or an id of more than 600 characters");
    }
    WireRecord again = EventJson.read(json, record.getClass());
    if (!again.equals(record) || !Topics.of(again).equals(Topics.of(record))) {
      throw new AssertionError("read back as another record");
    }
  }

  long bodies() {
    return bodies;
  }

  long malformed() {
    return malformed;
  }

  long records() {
    return records;
  }

  @Override
  public String toString() {
    return "%,d bodies, %,d of them malformed, %,d records, the largest of %,d bytes, the slowest body %.1f ms"
        .formatted(bodies, malformed, records, largest, slowest / 1e6);
  }
}
