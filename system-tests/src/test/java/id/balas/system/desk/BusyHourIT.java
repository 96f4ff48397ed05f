package id.balas.system.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.stack.Stack;
import id.balas.system.TestStack;
import id.balas.system.load.Customers;
import id.balas.system.load.FakeControl;
import id.balas.system.load.Provider;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// The busiest hour of the simulated week through the whole running stack, six times as fast: 850
/// conversations (`-Dbusy.conversations=`) in 10 minutes and 20 agents, while the provider fails,
/// bot-service is killed and an agent is disabled. No customer who needs a person is missing in the
/// queue, each of them gets one, and each reply is sent once.
@Order(9)
@Tag("desk")
class BusyHourIT {

  private static final int CONVERSATIONS = Integer.getInteger("busy.conversations", 850);
  private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("busy.seconds", 600));
  private static final int AGENTS = 20;
  private static final int ASSIGNED = 14;
  private static final int LEAST_MEAN = 5;
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<BusyAgent> agents = new ArrayList<>();
  private final List<String> teams = new ArrayList<>();
  private Stack stack;
  private DeskUsers users;
  private FakeControl fake;
  private String admin;
  private final List<String> failedLooks = new CopyOnWriteArrayList<>();
  private volatile double mostLoad;
  private volatile boolean isOver;

  @BeforeEach
  void start() throws Exception {
    stack = TestStack.shared().stack();
    users = new DeskUsers(stack.auth().url());
    fake = new FakeControl(stack.whapiUrl(), TestStack.TOKEN);
    admin = users.token(DeskUsers.ADMIN, DeskUsers.ADMIN_PASSWORD);
    List<String> names = IntStream.range(0, AGENTS).mapToObj(i -> "busy-" + i).toList();
    names.forEach(name -> users.agent(name, name));
    team("Busy", "AUTOMATIC", names.subList(0, ASSIGNED), "\"default\"");
    team("Busy later", "MANUAL", names.subList(ASSIGNED, AGENTS), "");
  }

  private void team(String name, String assignment, List<String> members, String channel) {
    String body =
        "{\"name\":\"%s\",\"assignment\":\"%s\",\"members\":[\"%s\"],\"channels\":[%s]}"
            .formatted(name, assignment, String.join("\",\"", members), channel);
    await()
        .untilAsserted(
            () -> assertThat(users.post("/teams", admin, body).statusCode()).isIn(201, 409));
    for (JsonNode team : users.read("/teams", admin).path("teams")) {
      if (team.path("name").asString().equals(name)) {
        teams.add(team.path("id").asString());
      }
    }
  }

  // Other classes use the stack, too.
  @AfterEach
  void leaveNoTeams() throws Exception {
    isOver = true;
    agents.forEach(BusyAgent::leave);
    threads.shutdown();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    for (String team : teams) {
      users.call("DELETE", "/teams/" + team, admin, "");
    }
  }

  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void everyCustomerIsSeen() throws Exception {
    String prefix = "6287" + Instant.now().getEpochSecond() % 10_000;
    try (var customers = new BusyCustomers(new Customers(stack.ingest().url(), ""), prefix)) {
      var ledger = new BusyLedger(customers);
      for (int i = 0; i < AGENTS; i++) {
        agents.add(agent(i, ledger));
      }
      agents.forEach(agent -> agent.threads().forEach(threads::execute));
      customers.begin(CONVERSATIONS, TIME, 1);
      threads.execute(() -> watch(ledger, prefix));

      pause(TIME.dividedBy(4));
      fake.health("QR");
      pause(OUTAGE);
      fake.health("AUTH");
      pause(TIME.dividedBy(4));
      ledger.disturbed();
      stack.bot().child().kill();
      stack.bot().start();
      stack.bot().awaitReady();
      ledger.undisturbed();
      pause(TIME.dividedBy(8));
      agents.get(3).leave();
      disable("busy-3");

      // A new holder of the desk clock assigns no chats for 2 minutes.
      await()
          .atMost(TIME.multipliedBy(2).plusMinutes(5))
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(() -> {
            assertThat(customers.isDone()).as("all messages are written").isTrue();
            assertThat(queue("waiting", prefix)).isEmpty();
            assertThat(queue("snoozed", prefix)).isEmpty();
          });
      print(ledger);
      var provider = new Provider(stack.whapiUrl(), TestStack.TOKEN);
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(ledger.flaws(provider.texts(prefix))).isEmpty());
      assertThat((long) ledger.looks())
          .as("failed: %s", failedLooks)
          .isGreaterThan(TIME.toSeconds() / 2);
    }
  }

  private BusyAgent agent(int number, BusyLedger ledger) {
    String name = "busy-" + number;
    boolean isAssigned = number < ASSIGNED;
    return new BusyAgent(
        stack.auth().url(),
        name,
        () -> users.token(name, DeskUsers.PASSWORD),
        isAssigned ? null : teams.getLast(),
        isAssigned ? teams.getLast() : teams.getFirst(),
        ledger);
  }

  private void watch(BusyLedger ledger, String prefix) {
    while (!isOver) {
      Instant from = Instant.now();
      try {
        ledger.listed(queue("waiting", prefix), from);
        mostLoad = Math.max(mostLoad, mostLoad());
      } catch (RuntimeException | AssertionError e) {
        // bot-service is down, as long as it is killed.
        failedLooks.add(e.toString());
      }
      pause(Duration.ofSeconds(1));
    }
  }

  /// The most chats of an available agent to whom chats are assigned, divided by the mean of these.
  private double mostLoad() {
    int[] loads =
        StreamSupport.stream(users.read("/agents", admin).path("agents").spliterator(), false)
            .filter(agent -> agent.path("available").asBoolean())
            .filter(agent -> agent.path("teams").toString().equals("[" + teams.getFirst() + "]"))
            .mapToInt(agent -> agent.path("load").asInt())
            .toArray();
    double mean = IntStream.of(loads).average().orElse(0);
    return mean < LEAST_MEAN ? 0 : IntStream.of(loads).max().orElse(0) / mean;
  }

  /// The numbers of this hour's customers in a view.
  private Set<String> queue(String view, String prefix) {
    Set<String> found = new HashSet<>();
    String next = "";
    do {
      String after =
          next.isEmpty() ? "" : "&after=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
      JsonNode page = users.read("/chats?view=" + view + "&limit=200" + after, admin);
      StreamSupport.stream(page.path("chats").spliterator(), false)
          .map(chat -> chat.path("chatId").asString().replaceFirst("@.*", ""))
          .filter(number -> number.startsWith(prefix))
          .forEach(found::add);
      next = page.path("next").asString("");
    } while (!next.isEmpty());
    return found;
  }

  private void disable(String username) {
    JsonNode found = users.read("/users/agents", admin);
    for (JsonNode user : found) {
      if (user.path("username").asString().equals(username)) {
        String path = "/users/" + user.path("id").asString();
        users.call("PATCH", path, admin, "{\"disabled\":true}");
        return;
      }
    }
    throw new AssertionError("no user " + username + ": " + found);
  }

  private void print(BusyLedger ledger) {
    List<Duration> after = ledger.listedAfter().stream().sorted().toList();
    System.out.printf(
        "[busy hour] %s; failed looks %d; most chats %.2f of the mean; in the queue after p50 %d ms, p99 %d ms, longest %d ms%n",
        ledger.counts(),
        failedLooks.size(),
        mostLoad,
        after.get(after.size() / 2).toMillis(),
        after.get(after.size() * 99 / 100).toMillis(),
        after.getLast().toMillis());
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
