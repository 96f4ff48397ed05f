package id.balas.system.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import id.balas.stack.Stack;
import id.balas.system.TestStack;
import id.balas.system.load.Customers;
import id.balas.system.phone.Chromium;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The inbox of the desk in a real browser, with a whole stack.
@Order(1)
@Tag("long")
class DeskInboxIT {

  private static final AtomicInteger NUMBERS = new AtomicInteger(100);
  private static final AtomicInteger MESSAGES = new AtomicInteger();
  private static String url = "";
  private static Chromium chromium;
  private static Customers customers;
  private static DeskUsers users;
  private static String admin = "";

  /// A customer with a name of its own.
  private record Customer(String name, String number) {

    static Customer named(String name) {
      return new Customer(name, "6281430000" + NUMBERS.incrementAndGet());
    }

    String id() {
      return "default:" + number + "@s.whatsapp.net";
    }

    void write(String text) {
      customers.write(
          number + "@s.whatsapp.net", "inbox-" + MESSAGES.incrementAndGet(), name, text);
    }

    /// The chat waits: an agent was asked for.
    Customer waits() throws Exception {
      write("agent");
      await()
          .ignoreExceptions()
          .until(() -> !users.read("/chats/" + id(), admin).path("waiting").isNull());
      return this;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Path executable = Chromium.installed();
    Stack stack = TestStack.shared().stack();
    url = stack.auth().url();
    customers = new Customers(stack.ingest().url(), "");
    users = new DeskUsers(url);
    admin = users.token(DeskUsers.ADMIN, DeskUsers.ADMIN_PASSWORD);
    // Those of other tests would fill the screen.
    users.resolveWaitingChats(admin, Duration.ofMinutes(1));
    chromium = Chromium.start(executable);
    setDefaultAssertionTimeout(15_000);
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void queueShowsCustomersTextKindAndWait() throws Exception {
    try (InboxTab desk = desk()) {
      Customer ayu = Customer.named("Ayu Antre").waits();
      Customer bima = Customer.named("Bima Antre").waits();
      Locator row = desk.row("Ayu Antre");
      assertThat(row).containsText("asked for an agent");
      ayu.write("Pesanan saya belum sampai");
      assertThat(row.locator(".chat-row-preview")).containsText("Pesanan saya belum sampai");
      assertThat(row.locator(".badge")).hasText("2 unread");
      assertThat(
              customers.post(
                  "{\"messages\":[{\"id\":\"inbox-pdf\",\"from_me\":false,\"type\":\"document\",\"chat_id\":\"%1$s@s.whatsapp.net\",\"timestamp\":%2$d,\"source\":\"mobile\",\"from\":\"%1$s\",\"from_name\":\"Bima Antre\",\"document\":{\"id\":\"pdf-1\",\"mime_type\":\"application/pdf\",\"file_size\":1000,\"filename\":\"resi.pdf\"}}],\"event\":{\"type\":\"messages\",\"event\":\"post\"},\"channel_id\":\"MANTIS-LOCAL\"}"
                      .formatted(bima.number(), Instant.now().getEpochSecond())))
          .isEqualTo(200);
      assertThat(desk.preview("Bima Antre")).containsText("resi.pdf");
      assertThat(desk.row("Bima Antre").locator(".chat-row-preview .drawing")).hasCount(1);
      List<String> order = desk.names();
      assertThat(order.indexOf("Ayu Antre")).isLessThan(order.indexOf("Bima Antre"));
      desk.tab().screenshot("inbox-queue");
      desk.tab().assertAccessible();
      desk.tab().dark(true);
      desk.tab().screenshot("inbox-queue-dark");
      desk.tab().assertAccessible();

      users.call("POST", "/chats/" + ayu.id() + "/messages", admin, "{\"text\":\"Kami cek, Bu\"}");
      assertThat(row).hasCount(0);
      desk.show("all");
      assertThat(row.locator(".chat-row-preview")).containsText("Pesanan saya belum sampai");
      assertThat(row.locator(".chat-row-preview")).containsText("Answered by");
    }
  }

  @Test
  void streamUpdatesListAndCountsWithoutCalls() throws Exception {
    Customer citra = Customer.named("Citra Alir").waits();
    try (InboxTab desk = desk()) {
      desk.show("all");
      assertThat(desk.row("Citra Alir")).isVisible();
      long before = desk.listCalls();
      for (int i = 1; i <= 10; i++) {
        citra.write("pesan " + i);
      }
      Customer.named("Baru Alir").write("halo");
      assertThat(desk.preview("Citra Alir")).containsText("pesan 10");
      assertThat(desk.row("Baru Alir")).isVisible();
      assertThat(desk.listCalls()).isEqualTo(before);

      Locator count = desk.page().locator(".views a[href='#/inbox/mine'] .view-count");
      int mine = users.read("/chats/counts", admin).path("mine").asInt();
      users.call("PATCH", "/chats/" + citra.id(), admin, "{\"mode\":\"AGENT\"}");
      assertThat(count).hasText("" + (mine + 1));
      assertThat(desk.listCalls()).isEqualTo(before);
    }
  }

  @Test
  void nothingMovesUnderTheMouse() throws Exception {
    Customer dina = Customer.named("Dina Diam");
    Customer eko = Customer.named("Eko Diam");
    dina.write("satu");
    eko.write("dua");
    try (InboxTab desk = desk()) {
      desk.show("all");
      assertThat(desk.row("Eko Diam")).isVisible();
      assertThat(desk.row("Dina Diam")).isVisible();
      desk.row("Eko Diam").hover();
      List<String> order = desk.names();
      for (int i = 0; i < 6; i++) {
        Customer.named("Ramai " + i).write("halo");
      }
      dina.write("tiga");
      Locator news = desk.page().locator(".list-news");
      assertThat(news).hasText("6 new chats");
      assertThat(desk.preview("Dina Diam")).containsText("tiga");
      assertThat(desk.names()).isEqualTo(order);

      desk.page().mouse().move(1_000, 500);
      assertThat(news).hasCount(0);
      assertThat(desk.row("Ramai 5")).isVisible();
    }
  }

  @Test
  void cutLineIsShownAndMissedMessagesCome() throws Exception {
    Customer fajar = Customer.named("Fajar Putus").waits();
    try (InboxTab desk = desk()) {
      assertThat(desk.row("Fajar Putus")).isVisible();
      desk.page().context().setOffline(true);
      desk.assertConnection("offline");
      assertThat(desk.page().locator(".list-offline")).isVisible();
      assertThat(desk.row("Fajar Putus")).isVisible();
      fajar.write("masih di sana?");
      desk.tab().screenshot("inbox-offline");
      desk.page().context().setOffline(false);
      desk.assertConnection("live");
      assertThat(desk.preview("Fajar Putus")).containsText("masih di sana?");
    }
  }

  @Test
  void tabsShareOneStreamAndAnotherGoesOn() throws Exception {
    Customer gita = Customer.named("Gita Tab").waits();
    try (InboxTab desk = desk()) {
      InboxTab second = desk.another();
      assertThat(desk.streamCalls() + second.streamCalls()).isEqualTo(1);
      gita.write("dua tab");
      assertThat(second.preview("Gita Tab")).containsText("dua tab");
      desk.page().close();
      gita.write("satu tab");
      assertThat(second.preview("Gita Tab")).containsText("satu tab");
      assertThat(desk.streamCalls() + second.streamCalls()).isEqualTo(2);
    }
  }

  @Test
  void chatsAreResolvedInBulkByKeyboard() throws Exception {
    Customer.named("Hani Massal").waits();
    Customer.named("Indra Massal").waits();
    try (InboxTab desk = desk()) {
      for (String name : List.of("Hani Massal", "Indra Massal")) {
        desk.row(name).locator(".chat-row-link").focus();
        desk.press("x");
      }
      assertThat(desk.page().locator(".bulk-count")).hasText("2 selected");
      desk.tab().screenshot("inbox-bulk");
      desk.tab().click("Resolve");
      assertThat(desk.page().locator("dialog")).containsText("2 chats will be resolved");
      desk.page().locator("dialog .primary").click();
      assertThat(desk.row("Massal")).hasCount(0);
      assertThat(desk.page().locator(".bulk")).hasCount(0);
    }
  }

  @Test
  void searchShowsHitAndOpensItsMessage() throws Exception {
    Customer joni = Customer.named("Joni Cari");
    joni.write("pesanan #INV-77931 belum sampai");
    joni.write("sudah sampai");
    try (InboxTab desk = desk()) {
      desk.press("/");
      desk.page().keyboard().type("77931");
      Locator row = desk.row("Joni Cari");
      assertThat(row.locator("mark")).hasText("77931");
      assertThat(row.locator(".chat-row-link"))
          .hasAttribute("href", Pattern.compile("\\?message=.+"));
      desk.tab().screenshot("inbox-search");
      desk.page().locator("#find").press("Escape");
      assertThat(desk.page().locator(".list h1")).hasText("Waiting");
    }
  }

  @Test
  void filtersCombineAndAreSaved() throws Exception {
    Customer kiki = Customer.named("Kiki Saring").waits();
    Customer.named("Lala Saring").waits();
    users.call("PATCH", "/chats/" + kiki.id(), admin, "{\"labels\":[\"Saring\"]}");
    try (InboxTab desk = desk()) {
      desk.show("open");
      desk.tab().click("Filters");
      desk.page().getByLabel("Label").selectOption("Saring");
      assertThat(desk.row("Kiki Saring")).isVisible();
      assertThat(desk.row("Lala Saring")).hasCount(0);
      desk.page()
          .getByLabel("From", new Page.GetByLabelOptions().setExact(true))
          .fill("2026-01-01");
      desk.page().getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill("2026-01-02");
      assertThat(desk.page().locator(".list .empty")).containsText("No matches");
      desk.tab().click("Remove filter To");
      desk.tab().click("Remove filter From");
      assertThat(desk.row("Kiki Saring")).isVisible();
      desk.tab().screenshot("inbox-filters");
      desk.tab().click("Save view");
      desk.page().getByLabel("Name").fill("Saringan");
      desk.page().locator("dialog .primary").click();
      Locator saved = desk.page().locator(".views a").getByText("Saringan");
      assertThat(saved).isVisible();
      assertThat(desk.row("Kiki Saring")).isVisible();
      assertThat(desk.row("Lala Saring")).hasCount(0);
      desk.show("mine");
      saved.click();
      assertThat(desk.row("Kiki Saring")).isVisible();
      assertThat(desk.row("Lala Saring")).hasCount(0);
    }
  }

  @Test
  void boxOfRowShowsWhetherItIsSelected() throws Exception {
    Customer.named("Oki Kotak").waits();
    try (InboxTab desk = desk()) {
      Locator box = desk.row("Oki Kotak").locator(".chat-row-choose input");
      box.click();
      assertThat(desk.row("Oki Kotak")).hasAttribute("data-chosen", Pattern.compile(".*"));
      assertThat(box).isChecked();
      box.click();
      assertThat(box).not().isChecked();
    }
  }

  @Test
  void titleCountsNewsWhileUserIsAway() throws Exception {
    Customer mira = Customer.named("Mira Judul").waits();
    try (InboxTab desk = desk()) {
      assertThat(desk.row("Mira Judul")).isVisible();
      desk.page().evaluate("() => { document.hasFocus = () => false; }");
      mira.write("halo?");
      assertThat(desk.page()).hasTitle(Pattern.compile("^\\(\\d+\\) Balas"));
      desk.page()
          .evaluate("() => { document.hasFocus = () => true; dispatchEvent(new Event('focus')); }");
      assertThat(desk.page()).hasTitle(Pattern.compile("^Balas"));
    }
  }

  @Test
  void chatIsMarkedUnreadByKeyboard() throws Exception {
    Customer nina = Customer.named("Nina Baca").waits();
    try (InboxTab desk = desk()) {
      Locator badge = desk.row("Nina Baca").locator(".badge");
      assertThat(badge).isVisible();
      users.call("POST", "/chats/" + nina.id() + "/read", admin, "");
      assertThat(badge).hasCount(0);
      desk.row("Nina Baca").locator(".chat-row-link").focus();
      desk.press("Shift+U");
      assertThat(badge).isVisible();
    }
  }

  @Test
  void hostileNamesStayWithinTheirRow() throws Exception {
    Customer.named("Jahat \u202e gpj.exe <img src=x onerror=alert(1)>").waits();
    try (InboxTab desk = desk()) {
      Locator row = desk.row("Jahat");
      assertThat(row.locator(".chat-row-name bdi")).hasAttribute("dir", "auto");
      assertThat(desk.page().locator("img[src=x]")).hasCount(0);
      assertThat(desk.page().evaluate("() => document.documentElement.scrollHeight <= innerHeight"))
          .isEqualTo(true);
    }
  }

  @Test
  void phoneShowsListOrConversation() throws Exception {
    Customer.named("Oki Kecil").waits();
    try (InboxTab desk = InboxTab.open(chromium.browser(), url, 360, 740)) {
      assertThat(desk.row("Oki Kecil")).isVisible();
      desk.tab().assertNoSidewaysScrolling();
      desk.tab().assertAccessible();
      desk.tab().screenshot("inbox-phone");
      desk.row("Oki Kecil").locator(".chat-row-link").click();
      assertThat(desk.page().locator(".list")).isHidden();
      desk.page().goBack();
      assertThat(desk.row("Oki Kecil")).isVisible();
    }
  }

  private static InboxTab desk() {
    return InboxTab.open(chromium.browser(), url, 1440, 900);
  }
}
