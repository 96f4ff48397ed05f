package id.balas.system.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator.FilterOptions;
import id.balas.stack.Stack;
import id.balas.system.TestStack;
import id.balas.system.load.Customers;
import id.balas.system.phone.Chromium;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A working day of the desk in short: an open page while 5 messages a second arrive for an hour
/// (`-Ddesk.minutes=`, 0 leaves it out). It prints a line for each minute.
@Order(8)
@Tag("desk")
class DeskSoakIT {

  private static final int MINUTES = Integer.getInteger("desk.minutes", 60);
  private static final int PER_SECOND = 5;
  private static final int CUSTOMERS = 300;
  // A page of each chat is full from the beginning: what grows later is no longer conversation.
  private static final int HISTORY = 50;
  private static final int BASE_MINUTE = 10;
  private static final double MOST_GROWTH = 1.2;
  private static final int LONG_MS = 100;
  private static final int MOST_LONG_TASKS = 5;
  private static final int STEPS_A_MINUTE = 6;

  private static Stack stack;
  private static Chromium chromium;
  private static Customers customers;

  private record Minute(int number, long heap, int elements, List<Double> longTasks) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "minute %d: heap %.1f MB, %d elements, tasks over %d ms: %s",
          number,
          heap / 1e6,
          elements,
          LONG_MS,
          longTasks);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(MINUTES > 0, "-Ddesk.minutes=0 leaves the soak out");
    Path executable = Chromium.installed();
    stack = TestStack.shared().stack();
    customers = new Customers(stack.ingest().url(), "");
    chromium = Chromium.start(executable);
    setDefaultAssertionTimeout(30_000);
    DeskLoad.makeChats(customers, CUSTOMERS, HISTORY);
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.HOURS)
  void anHourOfMessagesLeavesHeapFlatAndPageQuick() throws Exception {
    List<Minute> minutes = new ArrayList<>();
    try (InboxTab desk = InboxTab.open(chromium.browser(), stack.auth().url(), 1440, 900)) {
      DeskProbe probe = DeskProbe.watch(desk.tab());
      desk.assertConnection("live");
      desk.show("all");
      assertThat(desk.page().locator(".chat-row").first()).isVisible();
      Instant began = Instant.now();
      try (DeskLoad load =
          DeskLoad.start(customers, PER_SECOND, number -> number * 7 % CUSTOMERS)) {
        for (int minute = 1; minute <= MINUTES; minute++) {
          probe.forgetTasks();
          work(desk, minute, began.plus(Duration.ofMinutes(minute)));
          List<Double> tasks = probe.tasksOver(LONG_MS);
          minutes.add(new Minute(minute, probe.heap(), probe.elements(), tasks));
          System.out.println("[soak] " + minutes.getLast());
        }
        load.assertEven(Duration.between(began, Instant.now()), PER_SECOND);
      }
      assertIsStillLive(desk);
      desk.tab().screenshot("after-soak");
    }
    assertFlat(minutes);
  }

  // An agent who reads one chat after the other, scrolls and writes. Nothing is sent.
  private static void work(InboxTab desk, int minute, Instant until) {
    for (int step = 0; step < STEPS_A_MINUTE; step++) {
      int customer = (minute * STEPS_A_MINUTE + step) % CUSTOMERS;
      desk.tab().go("#/chats/" + DeskLoad.id(customer));
      assertThat(desk.page().locator(".chat-words"))
          .containsText(DeskLoad.number(customer).substring(9));
      assertThat(desk.page().locator(".msg").first()).isVisible();
      desk.page().locator("#words").fill("catatan " + step);
      desk.page().locator("#words").fill("");
      desk.page().locator(".messages").evaluate("it => { it.scrollTop = 0; }");
      desk.page()
          .locator(".list-scroll")
          .evaluate("it => { it.scrollTop = it.scrollTop > 0 ? 0 : 900; }");
      long left = Duration.between(Instant.now(), until).toMillis();
      desk.page().waitForTimeout((double) Math.max(0, left / (STEPS_A_MINUTE - step)));
    }
  }

  private static void assertIsStillLive(InboxTab desk) {
    desk.assertConnection("live");
    desk.show("all");
    desk.page().locator(".list-scroll").evaluate("it => { it.scrollTop = 0; }");
    desk.page().mouse().move(1_000, 500);
    var last = new DeskCustomer(customers, "Terakhir Uji");
    last.write("pesan setelah uji");
    assertThat(
            desk.page()
                .locator(".chat-row")
                .filter(new FilterOptions().setHasText("pesan setelah uji")))
        .isVisible();
  }

  private static void assertFlat(List<Minute> minutes) {
    int base = Math.max(1, Math.min(BASE_MINUTE, MINUTES / 3));
    long before = minutes.get(base - 1).heap();
    // The median of the last minutes: one measurement may meet a page that is being loaded.
    List<Long> last =
        minutes.subList(Math.max(base - 1, minutes.size() - 3), minutes.size()).stream()
            .map(Minute::heap)
            .sorted()
            .toList();
    long after = last.get(last.size() / 2);
    String all = String.join("\n", minutes.stream().map(Minute::toString).toList());
    assertThat((double) after / before)
        .as("heap after collection at the end, of that at minute %d:%n%s", base, all)
        .isLessThanOrEqualTo(MOST_GROWTH);
    long tasks = minutes.stream().mapToLong(minute -> minute.longTasks().size()).sum();
    assertThat(tasks)
        .as("tasks over %d ms in %d minutes:%n%s", LONG_MS, MINUTES, all)
        .isLessThanOrEqualTo(MOST_LONG_TASKS);
  }
}
