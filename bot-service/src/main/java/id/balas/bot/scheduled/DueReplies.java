package id.balas.bot.scheduled;

import id.balas.bot.history.ChangeNotifier;
import id.balas.bot.users.User;
import id.balas.bot.users.Users;
import id.balas.events.wire.CloudEvents;
import id.balas.service.kafka.ActionProducer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Publishes scheduled replies at their time, on every instance. A command may be published twice
/// after a crash; it is decided once.
@Component
class DueReplies {

  private static final Logger log = LoggerFactory.getLogger(DueReplies.class);
  private static final int AT_ONCE = 100;

  private final ScheduledReplies replies;
  private final Users users;
  private final ActionProducer producer;
  private final ChangeNotifier notifier;
  private final Duration atMostLate;
  private final Clock clock;
  private final AtomicBoolean isRunning = new AtomicBoolean();
  private volatile double overdueSeconds;

  DueReplies(
      ScheduledReplies replies,
      Users users,
      ActionProducer producer,
      ChangeNotifier notifier,
      ScheduledReplyProperties settings,
      MeterRegistry registry,
      Clock clock) {
    this.replies = replies;
    this.users = users;
    this.producer = producer;
    this.notifier = notifier;
    this.atMostLate = settings.atMostLate();
    this.clock = clock;
    Gauge.builder("balas.bot.scheduled.overdue", () -> overdueSeconds)
        .baseUnit("seconds")
        .register(registry);
  }

  // On a thread of its own: all scheduled work of the service shares one.
  @Scheduled(initialDelayString = "PT3S", fixedDelayString = "${balas.bot.look-at-clock-every}")
  void start() {
    if (isRunning.compareAndSet(false, true)) {
      Thread.startVirtualThread(this::run);
    }
  }

  private void run() {
    try {
      List<ScheduledReply> due;
      do {
        due = replies.claim(AT_ONCE);
        publish(due);
      } while (due.size() == AT_ONCE);
      Instant since = replies.overdueSince();
      overdueSeconds =
          since == null ? 0 : Math.max(0, Duration.between(since, clock.instant()).toSeconds());
    } catch (RuntimeException e) {
      log.warn("Could not send scheduled replies, trying again: {}", e.toString());
    } finally {
      isRunning.set(false);
    }
  }

  private void publish(List<ScheduledReply> due) {
    if (due.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    List<ProducerRecord<String, byte[]>> commands = new ArrayList<>();
    List<String> published = new ArrayList<>();
    for (ScheduledReply reply : due) {
      User author = users.known(reply.author()).orElse(null);
      if (author != null && author.gone()) {
        replies.drop(reply.id(), "its author can no longer sign in");
      } else {
        // An API key is no user.
        String role = author == null ? reply.role() : author.role();
        commands.add(CloudEvents.of(reply.command(role, now, atMostLate), "bot-service"));
        published.add(reply.id());
      }
    }
    producer.publish(commands);
    replies.published(published);
    due.stream().map(ScheduledReply::chat).distinct().forEach(notifier::chatChanged);
    log.info("Published {} scheduled replies", published.size());
  }
}
