package id.balas.bot.bulk;

import id.balas.bot.bulk.BulkActs.Queued;
import id.balas.bot.notes.Labels;
import id.balas.events.ChatCommand;
import id.balas.events.value.Issuer;
import id.balas.events.wire.CloudEvents;
import id.balas.service.kafka.ActionProducer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Works on the chats of bulk actions in steps. A step that fails is repeated, by any instance; its
/// commands keep their ids and are decided once.
@Component
class BulkRunner {

  private static final Logger log = LoggerFactory.getLogger(BulkRunner.class);
  private static final int STEP = 100;
  // The caller does not expect it any more.
  private static final Duration LATE_AFTER = Duration.ofHours(1);

  private final BulkActs bulk;
  private final ActionProducer producer;
  private final Labels labels;
  private final TransactionTemplate transaction;
  private final Duration actWithin;
  private final Clock clock;
  private final AtomicBoolean isRunning = new AtomicBoolean();

  BulkRunner(
      BulkActs bulk,
      ActionProducer producer,
      Labels labels,
      TransactionTemplate transaction,
      @Value("${balas.bot.act-within}") Duration actWithin,
      Clock clock) {
    this.bulk = bulk;
    this.producer = producer;
    this.labels = labels;
    this.transaction = transaction;
    this.actWithin = actWithin;
    this.clock = clock;
  }

  // On a thread of its own: all scheduled work of the service shares one.
  @Scheduled(initialDelayString = "PT2S", fixedDelayString = "PT1S")
  void start() {
    if (isRunning.compareAndSet(false, true)) {
      Thread.startVirtualThread(this::run);
    }
  }

  private void run() {
    try {
      boolean hasMore = true;
      while (hasMore) {
        hasMore = Boolean.TRUE.equals(transaction.execute(_ -> step()));
      }
    } catch (RuntimeException e) {
      log.warn("Could not go on with a bulk action, trying again: {}", e.toString());
    } finally {
      isRunning.set(false);
    }
  }

  private boolean step() {
    Instant now = clock.instant();
    List<Queued> next = bulk.next(STEP);
    List<Queued> late = new ArrayList<>();
    List<Queued> done = new ArrayList<>();
    List<Queued> published = new ArrayList<>();
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (Queued chat : next) {
      ChatCommand command = command(chat, now);
      if (chat.askedAt().plus(LATE_AFTER).isBefore(now)) {
        late.add(chat);
      } else if (command == null) {
        labels.add(chat.chosen().chat(), chat.act().labels());
        done.add(chat);
      } else {
        records.add(CloudEvents.of(command, "bot-service"));
        published.add(chat);
      }
    }
    producer.publish(records);
    bulk.setState(late, "LATE");
    bulk.setState(done, "DONE");
    bulk.setState(published, "PUBLISHED");
    return next.size() == STEP;
  }

  private @Nullable ChatCommand command(Queued chat, Instant now) {
    return chat.act()
        .command(
            new BulkAct.Order(
                chat.commandId(),
                chat.chosen().chat(),
                chat.chosen().seen(),
                Issuer.user(chat.caller(), chat.role()),
                now,
                now.plus(actWithin)));
  }
}
