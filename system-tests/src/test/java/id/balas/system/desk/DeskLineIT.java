package id.balas.system.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.balas.events.testing.TcpRelay;
import id.balas.stack.Stack;
import id.balas.system.TestStack;
import id.balas.system.load.Customers;
import id.balas.system.load.Provider;
import id.balas.system.phone.Chromium;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A desk behind a line that is cut, silent or slow: the page says so, catches up by itself, and
/// each reply is sent once.
@Tag("long")
@Order(5)
class DeskLineIT {

  private static final String BIMA = "line-bima";
  // The page calls a line dead after 40 s without a sign, and a call after 20 s without an answer.
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(90);

  private static Stack stack;
  private static Chromium chromium;
  private static Customers customers;
  private static Provider provider;
  private TcpRelay line;

  @BeforeAll
  static void start() throws IOException {
    stack = TestStack.shared().stack();
    customers = new Customers(stack.ingest().url(), "");
    provider = new Provider(stack.whapiUrl(), TestStack.TOKEN);
    new DeskUsers(stack.auth().url()).agent(BIMA, "Bima Agent");
    chromium = Chromium.start(Chromium.installed());
    setDefaultAssertionTimeout(NOTICED_WITHIN.toMillis());
  }

  @AfterAll
  static void end() {
    setDefaultAssertionTimeout(20_000);
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void connect() {
    line = TcpRelay.to(stack.auth().url());
  }

  @AfterEach
  void disconnect() {
    line.close();
  }

  @Test
  void cutLineIsOpenedAgain() {
    var wulan = new DeskCustomer(customers, "Wulan Putus");
    try (DeskTab desk = open(wulan)) {
      line.cut();
      wulan.write("masih di sana?");
      assertThat(desk.message("masih di sana?").first()).isVisible();
      line.cut();
      desk.write("Ya, kami di sini");
      awaitOnce(wulan, "Ya, kami di sini");
      assertConnection(desk, "live");
    }
  }

  @Test
  void silentLineIsNoticedAndReplaced() {
    var yanti = new DeskCustomer(customers, "Yanti Senyap");
    try (DeskTab desk = open(yanti)) {
      line.silence();
      yanti.write("apakah sudah dikirim?");
      desk.write("Kami cek dahulu");
      assertThat(desk.message("apakah sudah dikirim?").first()).isVisible();
      awaitOnce(yanti, "Kami cek dahulu");
      assertThat(desk.page().locator(".msg[data-sending]")).hasCount(0);
      assertConnection(desk, "live");
    }
  }

  @Test
  void frozenLineIsShownAndWordsWaitForIt() {
    var zaki = new DeskCustomer(customers, "Zaki Beku");
    try (DeskTab desk = open(zaki)) {
      line.freeze();
      desk.write("Nanti sampai");
      assertConnection(desk, "offline");
      assertThat(desk.message("Nanti sampai").first()).containsText("Waiting for the connection");
      desk.screenshot("line-frozen");
      desk.page().setViewportSize(360, 740);
      assertThat(desk.page().locator(".connection-text")).isVisible();
      assertThat(desk.page().locator(".connection-text")).isInViewport();
      desk.screenshot("line-frozen-phone");
      zaki.write("halo?");
      line.thaw();
      assertConnection(desk, "live");
      assertThat(desk.message("halo?").first()).isVisible();
      awaitOnce(zaki, "Nanti sampai");
    }
  }

  @Test
  void slowLineIsUsable() {
    var umar = new DeskCustomer(customers, "Umar Lambat");
    var vera = new DeskCustomer(customers, "Vera Lambat");
    vera.write("agent");
    try (DeskTab desk = open(umar)) {
      line.slow(Duration.ofSeconds(1));
      desk.go("#/chats/" + vera.id());
      assertThat(desk.message("agent").first()).isVisible();
      assertThat(desk.page().locator(".chat-words")).containsText("Vera");
      desk.write("Pelan tetapi sampai");
      assertThat(desk.message("Pelan tetapi sampai").first()).isVisible();
      awaitOnce(vera, "Pelan tetapi sampai");
      assertThat(provider.textsTo(umar.number())).doesNotContain("Pelan tetapi sampai");
      assertThat(desk.page().locator(".msg[data-failed]")).hasCount(0);
    }
  }

  // --- Steps ---

  private DeskTab open(DeskCustomer customer) {
    customer.write("agent");
    DeskTab desk = DeskTab.open(chromium.browser(), line.before(stack.auth().url()));
    desk.signIn(BIMA, DeskUsers.PASSWORD);
    assertConnection(desk, "live");
    desk.go("#/chats/" + customer.id());
    assertThat(desk.message("agent").first()).isVisible();
    return desk;
  }

  private static void assertConnection(DeskTab desk, String state) {
    assertThat(desk.page().locator(".connection")).hasAttribute("data-state", state);
  }

  // A dead connection that the browser kept costs 20 s, and it keeps a few.
  private static void awaitOnce(DeskCustomer customer, String text) {
    await()
        .atMost(NOTICED_WITHIN.multipliedBy(2))
        .untilAsserted(
            () -> assertThat(provider.textsTo(customer.number())).containsOnlyOnce(text));
  }
}
