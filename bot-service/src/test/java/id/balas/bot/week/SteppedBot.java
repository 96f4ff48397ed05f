package id.balas.bot.week;

import id.balas.bot.BotService;
import id.balas.bot.deskclock.DeskClockRun;
import id.balas.events.testing.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.scheduling.TaskScheduler;

/// The shipped bot-service with a real database. Its clock is moved, its scheduled methods run when
/// they are due at that clock, and the records of its topics are in a [RecordLog]. Everything runs
/// in the caller's thread, so the same inputs lead to the same records.
final class SteppedBot implements AutoCloseable {

  private static final Set<String> SCHEDULED =
      Set.of("ChatTimers", "IdleConversations", "AnswerBookCache", "OpenPages");

  private final MovedClock clock;
  private final RecordLog log;
  private final StepScheduler scheduler;
  private final ConfigurableApplicationContext service;

  /// `step` is the shortest time between two steps.
  SteppedBot(Instant start, Duration step) {
    String database = TestPostgres.newDatabase();
    clock = new MovedClock(database, start);
    log = new RecordLog(clock);
    scheduler = new StepScheduler(clock);
    service =
        new SpringApplicationBuilder(BotService.class)
            .initializers(context -> register((GenericApplicationContext) context))
            .run(
                "--server.port=0",
                "--management.server.port=0",
                "--spring.profiles.active=training",
                "--spring.liquibase.enabled=true",
                "--KAFKA_BOOTSTRAP_SERVERS=localhost:1",
                "--DATABASE_URL=" + database,
                "--WHAPI_ADMINS=" + World.ADMIN,
                "--OPENAI_API_KEY=week",
                "--balas.people.write=true",
                "--balas.bot.renew-answers-every=1d",
                "--balas.bot.look-at-clock-every=" + step.toSeconds() + "s",
                "--logging.level.root=WARN",
                "--logging.level.id.balas=WARN");
  }

  private void register(GenericApplicationContext context) {
    context.registerBean(
        "movedClock", Clock.class, () -> clock, definition -> definition.setPrimary(true));
    context.registerBean("taskScheduler", TaskScheduler.class, () -> scheduler);
    context.registerBean(
        "logProducers", LogProducers.class, () -> new LogProducers<Object, Object>(log));
    context.registerBean(
        "kafkaListenerContainerFactory", StepContainers.class, StepContainers::new);
  }

  <T> T bean(Class<T> type) {
    return service.getBean(type);
  }

  RecordLog log() {
    return log;
  }

  Instant now() {
    return clock.instant();
  }

  void moveTo(Instant time) {
    clock.set(time);
  }

  /// Runs the timers and the desk clock.
  void runTimers() {
    scheduler.runDue(SCHEDULED);
    DeskClockRun.once(service);
  }

  /// Calculates the reports of all days that are due.
  void calculateReports() {
    scheduler.runDue(Set.of("ReportDays"));
  }

  /// Passes the records to the listener. Fails if it does not acknowledge them.
  @SuppressWarnings("unchecked")
  void read(String listener, List<ConsumerRecord<String, byte[]>> records) {
    Object handler =
        Objects.requireNonNull(
                service.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer(listener))
            .getContainerProperties()
            .getMessageListener();
    var acknowledged = new Acknowledged();
    ((BatchAcknowledgingConsumerAwareMessageListener<String, byte[]>)
            Objects.requireNonNull(handler))
        .onMessage(records, acknowledged, new MockConsumer<String, byte[]>("earliest"));
    if (!acknowledged.all) {
      throw new IllegalStateException(
          listener + " did not process the records at " + clock.instant());
    }
  }

  @Override
  public void close() {
    service.close();
    clock.close();
  }

  private static final class Acknowledged implements Acknowledgment {

    private boolean all;

    @Override
    public void acknowledge() {
      all = true;
    }

    @Override
    public void nack(int index, Duration sleep) {
      all = false;
    }
  }
}
