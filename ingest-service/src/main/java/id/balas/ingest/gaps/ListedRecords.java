package id.balas.ingest.gaps;

import id.balas.events.MessageEcho;
import id.balas.events.WireRecord;
import id.balas.ingest.translation.WebhookTranslator;
import id.balas.whapi.MessageLists;
import id.balas.whapi.ProviderClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Reads the provider's list of a channel as the records that its webhooks would have produced.
@Component
class ListedRecords {

  private static final Logger log = LoggerFactory.getLogger(ListedRecords.class);

  /// The topic holds echoes for two days. An older echo cannot be compared, and nothing needs it.
  private static final Duration OLDEST_ECHO = Duration.ofHours(47);

  private final MessageLists lists;
  private final WebhookTranslator translator;
  private final ProviderClock providerClock;
  private final Clock clock;

  ListedRecords(
      MessageLists lists, WebhookTranslator translator, ProviderClock providerClock, Clock clock) {
    this.lists = lists;
    this.translator = translator;
    this.providerClock = providerClock;
    this.clock = clock;
  }

  /// Both ends are by the provider's clock. Empty if the list has more than `most` messages. Throws
  /// the exceptions of the provider's client.
  Optional<Candidates> between(String channel, Instant from, Instant to, int most) {
    Candidates candidates = new Candidates();
    boolean isComplete =
        lists.within(
            channel,
            from,
            to,
            most,
            message ->
                record(message, channel)
                    .filter(record -> !isTooOld(record, channel))
                    .ifPresent(candidates::add));
    return isComplete ? Optional.of(candidates) : Optional.empty();
  }

  // An unreadable message must not block all others forever.
  private Optional<WireRecord> record(JsonNode message, String channel) {
    try {
      return translator.backfilled(message, channel, clock.instant());
    } catch (RuntimeException e) {
      log.error("Skipped an unreadable listed message of channel {}", channel, e);
      return Optional.empty();
    }
  }

  private boolean isTooOld(WireRecord record, String channel) {
    return record instanceof MessageEcho echo
        && echo.sentAt().isBefore(providerClock.now(channel).minus(OLDEST_ECHO));
  }
}
