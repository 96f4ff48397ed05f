package id.balas.system.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import id.balas.stack.Stack;
import id.balas.system.TestStack;
import id.balas.system.load.Customers;
import id.balas.system.load.Provider;
import id.balas.system.phone.Chromium;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many chats at once: a long list that stays smooth, and a queue that is cleared by keyboard.
@Order(7)
@Tag("desk")
class DeskQueueIT {

  private static final String AGENT = "queue-ayu";
  private static final int CHATS = Integer.getInteger("desk.chats", 10_000);
  private static final int PER_SECOND = 10;
  private static final int SCROLLED_MS = 30_000;
  // Two frames of a screen with 60 Hz, and what its clock may be off.
  private static final double MOST_P95_MS = 33.4;
  private static final int WAITING = 50;
  private static final int MOST_KEYS = 4;
  private static final int KEY_MS = 50;
  private static final String REPLY = "Siap, sudah kami bantu";
  private static final String COUNT =
      "() => Number(document.querySelector('.list-rows')?.style.height.replace('px', '') ?? 0)"
          + " / Math.max(1, document.querySelector('.chat-row-ruler')?.offsetHeight ?? 1)";

  private static Stack stack;
  private static Chromium chromium;
  private static Customers customers;
  private static DeskUsers users;
  private static String admin = "";

  @BeforeAll
  static void start() throws Exception {
    Path executable = Chromium.installed();
    stack = TestStack.shared().stack();
    customers = new Customers(stack.ingest().url(), "");
    users = new DeskUsers(stack.auth().url());
    users.agent(AGENT, "Ayu Antrean");
    admin = users.token(DeskUsers.ADMIN, DeskUsers.ADMIN_PASSWORD);
    chromium = Chromium.start(executable);
    setDefaultAssertionTimeout(30_000);
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void longListScrollsSmoothlyWhileMessagesArrive() throws Exception {
    DeskLoad.makeChats(customers, CHATS, 1);
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .untilAsserted(() -> {
          assertThat(
                  users.read("/chats/" + DeskLoad.id(CHATS - 1), admin).path("chatId").asString())
              .as("the last of %d chats", CHATS)
              .startsWith(DeskLoad.number(CHATS - 1));
        });
    try (InboxTab desk = InboxTab.open(chromium.browser(), stack.auth().url(), 1440, 900)) {
      DeskProbe probe = DeskProbe.watch(desk.tab());
      desk.assertConnection("live");
      desk.show("all");
      loadAll(desk.page());
      desk.page().locator(".list-scroll").evaluate("it => { it.scrollTop = 0; }");
      desk.page().waitForTimeout(1_000);
      probe.forgetTasks();

      var random = new Random(7);
      List<Double> frames;
      Instant began = Instant.now();
      try (DeskLoad load =
          DeskLoad.start(customers, PER_SECOND, _ -> random.nextInt(Math.min(CHATS, 2_000)))) {
        desk.page().waitForTimeout(2_000);
        frames = probe.frames(".list-scroll", SCROLLED_MS);
        load.assertEven(Duration.between(began, Instant.now()), PER_SECOND);
      }
      List<Double> tasks = probe.tasksOver(50);
      String figures =
          DeskProbe.figures(frames)
              + ", tasks over 50 ms: "
              + tasks
              + ", chats: "
              + count(desk.page());
      System.out.println("[scroll] " + figures);
      assertThat(DeskProbe.at(frames, 0.95)).as(figures).isLessThanOrEqualTo(MOST_P95_MS);
      desk.tab().screenshot("long-list");

      // What arrived meanwhile is known: the list only waits for the reader.
      assertThat(desk.page().locator(".list-news")).isVisible();
      desk.page().locator(".list-news").click();
      assertThat(desk.page().locator(".chat-row-preview").first()).isVisible();
    }
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void fiftyWaitingChatsAreClearedByKeyboardAlone() throws Exception {
    users.resolveWaitingChats(admin, Duration.ofMinutes(3));
    List<DeskCustomer> waiting =
        IntStream.rangeClosed(1, WAITING)
            .mapToObj(number -> new DeskCustomer(customers, "Antre %02d".formatted(number)))
            .toList();
    waiting.forEach(customer -> customer.write("agent"));
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() ->
            assertThat(users.read("/chats/counts", admin).path("waiting").asInt())
                .as("chats that wait")
                .isGreaterThanOrEqualTo(WAITING));

    try (DeskTab desk = DeskTab.open(chromium.browser(), stack.auth().url())) {
      desk.signIn(AGENT, DeskUsers.PASSWORD);
      assertThat(desk.page().locator("nav.places")).isVisible();
      DeskProbe probe = DeskProbe.watch(desk);
      Page page = desk.page();
      assertThat(page.locator(".chat-row").first()).isVisible();
      Instant began = Instant.now();
      page.keyboard().press("n");
      page.waitForFunction("() => location.hash.startsWith('#/chats/')");
      Set<String> answered = new HashSet<>();
      while (address(page).startsWith("#/chats/")) {
        String chat = address(page);
        assertThat(answered.add(chat)).as("%s is offered again", chat).isTrue();
        assertThat(answered.size())
            .as("answered chats: %s", answered)
            .isLessThanOrEqualTo(WAITING + 10);
        assertThat(page.locator("#words")).isFocused();
        // As fast as a person types: at more than a chat a second, the front door limits the calls.
        page.keyboard().type(REPLY, new Keyboard.TypeOptions().setDelay(KEY_MS));
        // Reply, resolve and open the next one.
        page.keyboard().press("Control+Shift+Enter");
        page.waitForFunction("old => decodeURIComponent(location.hash) !== old", chat);
      }
      Duration took = Duration.between(began, Instant.now());
      double keys = (double) probe.keys() / answered.size();
      System.out.printf(
          "[queue] %d chats in %s, %.2f keys a chat beside the text%n",
          answered.size(), took, keys);
      assertThat(answered).hasSizeGreaterThanOrEqualTo(WAITING);
      assertThat(keys).as("keys a chat beside the text").isLessThanOrEqualTo(MOST_KEYS);
      desk.screenshot("queue-cleared");
      assertAllAnsweredOnce(waiting);
      // No message waits, and none was refused.
      assertThat(
              (Number)
                  page.evaluate(
                      "() => Object.keys(localStorage).filter((key) => key.startsWith('balas.outbox.')"
                          + " && !['done'].includes(JSON.parse(localStorage.getItem(key)).state)).length"))
          .isEqualTo(0);
    }
  }

  private static void assertAllAnsweredOnce(List<DeskCustomer> waiting) {
    var provider = new Provider(stack.whapiUrl(), TestStack.TOKEN);
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(() -> {
          var texts = provider.texts("");
          Map<String, String> statuses = statuses(waiting);
          List<String> wrong = new ArrayList<>();
          for (DeskCustomer customer : waiting) {
            long replies =
                texts.getOrDefault(customer.number() + "@s.whatsapp.net", List.of()).stream()
                    .filter(REPLY::equals)
                    .count();
            String status = statuses.get(customer.id());
            if (replies != 1 || !"RESOLVED".equals(status)) {
              wrong.add("%s: %d replies, %s".formatted(customer.name(), replies, status));
            }
          }
          assertThat(wrong).as("chats without exactly one reply, or not resolved").isEmpty();
        });
  }

  private static Map<String, String> statuses(List<DeskCustomer> customers) {
    String ids = String.join(",", customers.stream().map(DeskCustomer::id).toList());
    Map<String, String> statuses = new HashMap<>();
    users
        .read("/chats?ids=" + ids, admin)
        .path("chats")
        .forEach(chat ->
            statuses.put(
                chat.path("id").asString(), chat.at("/conversation/status").asString("none")));
    return statuses;
  }

  private static void loadAll(Page page) {
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(150))
        .untilAsserted(() -> {
          page.locator(".list-scroll").evaluate("it => { it.scrollTop = it.scrollHeight; }");
          assertThat(count(page)).as("chats in the list").isGreaterThanOrEqualTo(CHATS);
        });
  }

  private static long count(Page page) {
    return Math.round(((Number) page.evaluate(COUNT)).doubleValue());
  }

  private static String address(Page page) {
    return (String) page.evaluate("() => decodeURIComponent(location.hash)");
  }
}
