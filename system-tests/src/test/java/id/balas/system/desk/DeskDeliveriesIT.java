package id.balas.system.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import id.balas.stack.Stack;
import id.balas.system.TestStack;
import id.balas.system.load.Customers;
import id.balas.system.load.FakeControl;
import id.balas.system.load.Provider;
import id.balas.system.phone.Chromium;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Failed messages are a list of tasks for an admin: each leaves it when it is resent, edited or
/// marked as handled. No reason shows an exception or an id.
@Tag("long")
@Order(5)
class DeskDeliveriesIT {

  private static final String NO_WORDS_FOR_USERS = "Exception|\\d{4}-\\d\\d-\\d\\dT|delivery:|null";

  private static Stack stack;
  private static Chromium chromium;
  private static Customers customers;
  private static Provider provider;
  private static FakeControl fake;
  private static DeskUsers users;
  private static String admin;

  @BeforeAll
  static void start() throws IOException {
    stack = TestStack.shared().stack();
    customers = new Customers(stack.ingest().url(), "");
    provider = new Provider(stack.whapiUrl(), TestStack.TOKEN);
    fake = new FakeControl(stack.whapiUrl(), TestStack.TOKEN);
    users = new DeskUsers(stack.auth().url());
    admin = users.token(DeskUsers.ADMIN, DeskUsers.ADMIN_PASSWORD);
    chromium = Chromium.start(Chromium.installed());
    setDefaultAssertionTimeout(20_000);
    // A failure after the delivery would not count.
    fake.statuses("off");
  }

  @AfterAll
  static void end() {
    if (fake != null) {
      fake.statuses("on");
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void resentMessageLeavesTheList() {
    DeskCustomer oki = failed("Oki Ulang", "Sudah kami kirim");
    try (DeskTab desk = deliveries()) {
      Locator line = line(desk, oki);
      assertThat(line).containsText("WhatsApp reported that it failed");
      assertThat(line).not().containsText(Pattern.compile(NO_WORDS_FOR_USERS));
      desk.screenshot("deliveries-failed");
      line.getByText("Resend").click();
      assertThat(line).hasCount(0);
      desk.page().reload();
      assertThat(desk.heading()).hasText("Deliveries");
      assertThat(desk.page().locator("main .spinner")).hasCount(0);
      assertThat(line).hasCount(0);
      await()
          .untilAsserted(() ->
              assertThat(provider.textsTo(oki.number()))
                  .filteredOn("Sudah kami kirim"::equals)
                  .hasSize(2));
      desk.go("#/deliveries/handled");
      assertThat(line).hasCount(1);
    }
  }

  @Test
  void messageIsEditedAndResent() {
    DeskCustomer putri = failed("Putri Ubah", "Barnag dikirim");
    try (DeskTab desk = deliveries()) {
      menu(desk, line(desk, putri), "Edit and resend");
      Locator text = desk.page().locator("dialog textarea");
      assertThat(text).hasValue("Barnag dikirim");
      text.fill("Barang dikirim");
      // What was written outlives a reload.
      desk.page().reload();
      menu(desk, line(desk, putri), "Edit and resend");
      assertThat(text).hasValue("Barang dikirim");
      desk.screenshot("deliveries-edit");
      desk.page().locator("dialog button[type=submit]").click();
      assertThat(line(desk, putri)).hasCount(0);
      await()
          .untilAsserted(() ->
              assertThat(provider.textsTo(putri.number())).containsOnlyOnce("Barang dikirim"));
    }
  }

  @Test
  void handledMessageIsNotSentAgain() {
    DeskCustomer qori = failed("Qori Selesai", "Terima kasih");
    try (DeskTab desk = deliveries()) {
      menu(desk, line(desk, qori), "Mark as handled");
      desk.page().locator("dialog button[type=submit]").click();
      assertThat(desk.page().locator("dialog")).isVisible();
      desk.page().locator("dialog input").fill("ditelepon");
      desk.screenshot("deliveries-handled");
      desk.page().locator("dialog button[type=submit]").click();
      assertThat(line(desk, qori)).hasCount(0);
      desk.go("#/deliveries/handled");
      menu(desk, line(desk, qori), "Details");
      assertThat(desk.page().locator("dialog")).containsText("ditelepon");
      assertThat(desk.page().locator("dialog")).containsText(DeskUsers.ADMIN);
      desk.screenshot("deliveries-handled-details");
      assertThat(provider.textsTo(qori.number())).containsOnlyOnce("Terima kasih");
    }
  }

  // --- Steps ---

  /// A customer and our reply to them, which WhatsApp reports as failed.
  private static DeskCustomer failed(String name, String text) {
    var customer = new DeskCustomer(customers, name);
    customer.write("agent");
    await()
        .ignoreExceptions()
        .until(() -> !users.read("/chats/" + customer.id(), admin).path("waiting").isNull());
    assertThat(
            users
                .post("/chats/" + customer.id() + "/messages", admin, "{\"text\":\"" + text + "\"}")
                .statusCode())
        .isBetween(200, 202);
    String id = await().until(() -> messageId(customer, text), found -> !found.isEmpty());
    assertThat(
            customers.post(
                "{\"statuses\":[{\"id\":\"%s\",\"status\":\"failed\",\"recipient_id\":\"%s@s.whatsapp.net\",\"timestamp\":\"%d\"}],\"event\":{\"type\":\"statuses\",\"event\":\"post\"},\"channel_id\":\"MANTIS-LOCAL\"}"
                    .formatted(id, customer.number(), Instant.now().getEpochSecond())))
        .isEqualTo(200);
    await()
        .until(() ->
            users
                    .read("/deliveries?state=FAILED&chat=" + customer.number(), admin)
                    .path("deliveries")
                    .size()
                == 1);
    return customer;
  }

  // The provider has the text before the sender knows its id.
  private static String messageId(DeskCustomer customer, String text) {
    return users
        .read("/chats/" + customer.id() + "/messages", admin)
        .path("messages")
        .valueStream()
        .filter(message -> message.path("text").asString("").equals(text))
        .map(message -> message.path("providerId").asString(""))
        .findFirst()
        .orElse("");
  }

  private static DeskTab deliveries() {
    DeskTab desk = DeskTab.open(chromium.browser(), stack.auth().url());
    desk.signIn(DeskUsers.ADMIN, DeskUsers.ADMIN_PASSWORD);
    assertThat(desk.page().locator("nav.places")).isVisible();
    desk.go("#/deliveries");
    assertThat(desk.heading()).hasText("Deliveries");
    return desk;
  }

  private static Locator line(DeskTab desk, DeskCustomer customer) {
    String end = customer.number().substring(customer.number().length() - 4);
    return desk.page().locator("tbody tr").filter(new FilterOptions().setHasText("-" + end));
  }

  private static void menu(DeskTab desk, Locator line, String item) {
    line.locator(".menu-root button").click();
    desk.choose(item);
  }
}
