package id.balas.sender.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import id.balas.events.testing.SetClock;
import id.balas.events.testing.TestPostgres;
import id.balas.sender.channel.Channels;
import id.balas.sender.channel.SendResult;
import id.balas.sender.channel.SendingProperties;
import id.balas.sender.pacing.Limit.Period;
import id.balas.sender.queue.SendPermits.Obstacle;
import id.balas.sender.queue.SendPermits.Permit;
import id.balas.whapi.WhapiProperties;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/// Several instances on one database, with a clock that the test controls.
class PacingIT {

  private static final SendResult CALL = new SendResult.Accepted("W-1");
  private static final String CHANNEL = "default";
  private static final Instant BEFORE_MIDNIGHT = Instant.parse("2026-11-20T16:58:30Z");
  private static final HikariDataSource DATABASE = new HikariDataSource();

  private final SetClock clock = new SetClock(BEFORE_MIDNIGHT);

  @BeforeAll
  static void prepare() {
    URI url = URI.create(TestPostgres.newDatabase());
    DATABASE.setJdbcUrl("jdbc:postgresql://localhost:" + url.getPort() + url.getPath());
    DATABASE.setUsername("postgres");
    DATABASE.setPassword("postgres");
    JdbcClient.create(DATABASE).sql("CREATE SCHEMA sender").update();
    new ResourceDatabasePopulator(
            new ClassPathResource("db/changelog/003-let-channels-have-budgets-and-be-paused.sql"))
        .execute(DATABASE);
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void clear() {
    JdbcClient.create(DATABASE).sql("TRUNCATE sender.budgets, sender.channels").update();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void twoInstancesNeverExceedTheBudget(long seed) {
    var random = new Random(seed);
    Map<String, String> limits = Map.of("per-second", "6", "per-minute", "120", "per-day", "400");
    List<Instance> instances = new ArrayList<>(List.of(new Instance(limits), new Instance(limits)));
    List<Instant> calls = new ArrayList<>();
    int lost = 0;
    for (int step = 0; step < 1500; step++) {
      clock.pass(Duration.ofMillis(random.nextInt(200)));
      int which = random.nextInt(2);
      Instance instance = instances.get(which);
      instance.ask(random.nextInt(4));
      instance.end(random, calls);
      if (random.nextInt(3) > 0) {
        instance.leases.refresh();
      }
      if (random.nextInt(500) == 0) {
        calls.addAll(instance.underWay);
        instances.set(which, new Instance(limits));
        lost++;
      }
    }
    instances.forEach(instance -> calls.addAll(instance.underWay));
    clock.pass(Duration.ofSeconds(1));
    instances.forEach(instance -> instance.leases.refresh());

    assertThat(most(calls, call -> call.truncatedTo(ChronoUnit.SECONDS))).isLessThanOrEqualTo(6);
    assertThat(most(calls, call -> call.truncatedTo(ChronoUnit.MINUTES))).isLessThanOrEqualTo(120);
    assertThat(most(calls, PacingIT::day)).isLessThanOrEqualTo(400);
    // Unused tokens are returned. A crashed instance loses one lease and the permits that it held.
    long today = calls.stream().filter(call -> day(call).equals(day(clock.instant()))).count();
    assertThat((long) used(Period.DAY)).isBetween(today, today + 10L * lost);
  }

  @Test
  void twoInstancesUseTheWholeMinuteBudget() {
    Map<String, String> limits = Map.of("per-second", "5", "per-minute", "61", "per-day", "0");
    List<Instance> instances = List.of(new Instance(limits), new Instance(limits));
    List<Instant> calls = new ArrayList<>();
    Instant end = clock.instant().plusSeconds(150);
    while (clock.instant().isBefore(end)) {
      for (Instance instance : instances) {
        instance.ask(1);
        calls.addAll(instance.underWay);
        instance.permits.forEach(permit -> permit.release(CALL));
        instance.permits.clear();
        instance.underWay.clear();
        instance.leases.refresh();
      }
      clock.pass(Duration.ofMillis(50));
    }
    Map<Instant, Long> byMinute = counted(calls, call -> call.truncatedTo(ChronoUnit.MINUTES));
    assertThat(byMinute.get(Instant.parse("2026-11-20T16:59:00Z"))).isEqualTo(61);
    assertThat(byMinute.get(Instant.parse("2026-11-20T17:00:00Z"))).isEqualTo(61);
  }

  @Test
  void concurrentLeasesGrantExactlyTheBudget() throws Exception {
    Instant now = clock.instant();
    List<Limit> limits =
        PacingPolicyTests.settings(Map.of("per-second", "500", "per-minute", "0"))
            .of(CHANNEL)
            .limits(now);
    List<Callable<Integer>> takers = new ArrayList<>();
    for (int taker = 0; taker < 8; taker++) {
      takers.add(() -> {
        Budgets budgets = new Budgets(JdbcClient.create(DATABASE));
        int kept = 0;
        for (int i = 0; i < 60; i++) {
          int tokens = budgets.lease(CHANNEL, limits, 3, now).tokens();
          kept += tokens;
          if (i % 3 == 0 && tokens > 0) {
            budgets.giveBack(CHANNEL, limits, 1);
            kept--;
          }
        }
        return kept;
      });
    }
    int kept = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> taken : threads.invokeAll(takers)) {
        kept += taken.get();
      }
    }
    assertThat(kept).isBetween(490, 500);
    assertThat(used(Period.SECOND)).isEqualTo(kept);
  }

  @Test
  void crashLosesAtMostOneSecondOfTokens() {
    Map<String, String> limits = Map.of("per-second", "0", "per-minute", "0", "per-day", "100");
    Instance dies = new Instance(limits);
    dies.ask(1);
    dies.leases.refresh();
    Instance lives = new Instance(limits);
    int sent = 0;
    for (int i = 0; i < 200; i++) {
      lives.ask(1);
      lives.leases.refresh();
      clock.pass(Duration.ofMillis(10));
    }
    sent += lives.underWay.size();
    assertThat(sent).isEqualTo(99);
    assertThat(lives.pacer.tryAcquire(CHANNEL, clock.instant()))
        .isEqualTo(
            new Obstacle(
                Instant.parse("2026-11-20T17:00:00Z"),
                "budget of 100 per day is used up until 2026-11-21 00:00 Asia/Jakarta"));
  }

  @Test
  void stopReturnsAllTokens() throws InterruptedException {
    Instance instance =
        new Instance(Map.of("per-second", "0", "per-minute", "6000", "per-day", "9000"));
    instance.ask(1);
    instance.leases.refresh();
    instance.ask(3);
    assertThat(used(Period.DAY)).isEqualTo(25);
    instance.leases.start();
    instance.leases.stop();
    assertThat(used(Period.DAY)).isEqualTo(3);
  }

  @Test
  void fastClockStartsThePeriodUnlessItIsWrong() {
    Map<String, String> limits = Map.of("per-second", "0", "per-minute", "0", "per-day", "5");
    clock.set(Instant.parse("2026-11-20T17:00:02Z"));
    Instance ahead = new Instance(limits);
    ahead.askWithTokens(3);
    assertThat(used(Period.DAY)).isEqualTo(4);

    clock.set(Instant.parse("2026-11-20T16:59:58Z"));
    Instance behind = new Instance(limits);
    behind.askWithTokens(3);
    assertThat(behind.underWay).hasSize(1);

    clock.set(Instant.parse("2026-11-19T10:00:00Z"));
    Instance right = new Instance(limits);
    right.askWithTokens(3);
    assertThat(right.underWay).hasSize(3);
  }

  @Test
  void channelWithoutLimitsUsesNoDatabase() {
    Instance instance = new Instance(Map.of("enabled", "false", "per-day", "1"));
    instance.ask(500);
    instance.leases.refresh();
    assertThat(instance.underWay).hasSize(500);
    assertThat(instance.leases.lease(CHANNEL)).isNull();
    assertThat(
            JdbcClient.create(DATABASE)
                .sql("SELECT count(*) FROM sender.budgets")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void permitsNeverWaitForTheDatabase() {
    var nowhere = new DriverManagerDataSource("jdbc:postgresql://localhost:1/none");
    Instance instance = new Instance(Map.of(), JdbcClient.create(nowhere));
    assertThat(instance.reason()).isEqualTo("waits for its share of the budget");
    instance.leases.refresh();
    assertThat(instance.reason()).isEqualTo("the budget cannot be read from the database");
  }

  @Test
  void pauseOfAnotherInstanceIsObeyed() {
    Instance one = new Instance(Map.of("enabled", "false"));
    Instance other = new Instance(Map.of("enabled", "false"));
    one.pauses.pause(CHANNEL, "wrong prices", "Ani (7)");
    assertThat(one.reason()).isEqualTo("channel paused by an admin: wrong prices");
    other.pauses.refresh();
    assertThat(other.reason()).isEqualTo("channel paused by an admin: wrong prices");
    assertThat(new Instance(Map.of("enabled", "false")).reason()).contains("paused");

    other.pauses.resume(CHANNEL, "", "Ani (7)");
    one.pauses.refresh();
    one.ask(1);
    assertThat(one.underWay).hasSize(1);
  }

  @Test
  void nothingIsSentInQuietHours() {
    Instance instance = new Instance(Map.of("quiet-hours", "23:30-07:00"));
    assertThat(instance.reason()).isEqualTo("quiet hours until 07:00 Asia/Jakarta");
    clock.set(Instant.parse("2026-11-21T00:00:00Z"));
    instance.askWithTokens(1);
    assertThat(instance.underWay).hasSize(1);
  }

  private static Instant day(Instant call) {
    return call.atZone(ZoneId.of("Asia/Jakarta"))
        .toLocalDate()
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }

  private static long most(List<Instant> calls, Function<Instant, Instant> period) {
    return counted(calls, period).values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private static Map<Instant, Long> counted(
      List<Instant> calls, Function<Instant, Instant> period) {
    return calls.stream().collect(Collectors.groupingBy(period, Collectors.counting()));
  }

  private static int used(Period period) {
    return JdbcClient.create(DATABASE)
        .sql("SELECT used FROM sender.budgets WHERE period = :period")
        .param("period", period.name())
        .query(Integer.class)
        .single();
  }

  private final class Instance {

    private final TokenLeases leases;
    private final Pauses pauses;
    private final Pacer pacer;
    // The times at which the permits were acquired.
    private final List<Instant> underWay = new ArrayList<>();
    private final List<Permit> permits = new ArrayList<>();

    Instance(Map<String, String> settings) {
      this(settings, JdbcClient.create(DATABASE));
    }

    Instance(Map<String, String> settings, JdbcClient budgets) {
      Channels channels = channels();
      leases =
          new TokenLeases(
              new Budgets(budgets), PacingPolicyTests.settings(settings), channels, clock);
      pauses = new Pauses(JdbcClient.create(DATABASE), clock);
      pacer = new Pacer(channels, pauses, leases);
    }

    private Channels channels() {
      try (var context = new AnnotationConfigApplicationContext()) {
        context.registerBean(WhapiProperties.class, PacingIT::whapi);
        context.registerBean(
            SendingProperties.class,
            () -> new SendingProperties(Duration.ZERO, 1000, Duration.ofSeconds(1), false));
        context.registerBean(Clock.class, () -> clock);
        context.register(Channels.class);
        context.refresh();
        return context.getBean(Channels.class);
      }
    }

    void ask(int times) {
      for (int i = 0; i < times; i++) {
        if (pacer.tryAcquire(CHANNEL, clock.instant()) instanceof Permit permit) {
          underWay.add(clock.instant());
          permits.add(permit);
        }
      }
    }

    void askWithTokens(int times) {
      for (int i = 0; i < times; i++) {
        ask(1);
        leases.refresh();
      }
      ask(times - underWay.size());
      leases.refresh();
    }

    void end(Random random, List<Instant> calls) {
      for (int i = permits.size() - 1; i >= 0; i--) {
        if (random.nextInt(4) == 0) {
          Instant acquiredAt = underWay.remove(i);
          boolean called = random.nextInt(3) > 0;
          permits.remove(i).release(called ? CALL : null);
          if (called) {
            calls.add(acquiredAt);
          }
        }
      }
    }

    String reason() {
      return pacer.tryAcquire(CHANNEL, clock.instant()) instanceof Obstacle obstacle
          ? obstacle.reason()
          : "none";
    }
  }

  private static WhapiProperties whapi() {
    Duration second = Duration.ofSeconds(1);
    return new WhapiProperties(URI.create("http://localhost:1"), "a-token", "", second, second);
  }
}
