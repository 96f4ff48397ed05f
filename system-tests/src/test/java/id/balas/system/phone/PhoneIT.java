package id.balas.system.phone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import id.balas.stack.Stack;
import id.balas.system.TestStack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The phone page in a real browser, with a whole stack.
@Order(1)
@Tag("long")
class PhoneIT {

  private static final String GREETING = "terima kasih. Pesan Anda sudah kami terima.";
  private static Stack stack;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException {
    Path executable = Chromium.installed();
    stack = TestStack.shared().stack();
    chromium = Chromium.start(executable);
    setDefaultAssertionTimeout(40_000);
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void customerSeesAnswerWithTicks() {
    try (Phone phone = laptop()) {
      phone.screenshot("welcome");
      phone.addCustomer("Budi Santoso");
      phone.write("Halo saya butuh bantuan");
      assertThat(phone.answers()).containsText("Halo Budi Santoso, " + GREETING);
      assertThat(phone.answers().locator(".ticks")).hasText("Read");
      phone.screenshot("customer");
    }
  }

  @Test
  void adminAssignsChatAndReplies() {
    try (Phone customer = laptop();
        Phone admin = laptop()) {
      String number = customer.addCustomer("Siti Rahma");
      customer.write("Pesanan saya belum sampai");
      assertThat(customer.answers()).hasCount(1);

      admin.open(TestStack.ADMIN);
      admin.write("assign " + number);
      assertThat(admin.answers().last()).containsText(number);
      admin.write("reply " + number + " Siap, Bu, kami cek");
      assertThat(customer.answers()).containsText(new String[] {GREETING, "Siap, Bu, kami cek"});
      admin.screenshot("admin");

      customer.write("Terima kasih");
      assertBotAnswersAnotherChat(customer);
      customer.open("Siti Rahma");
      assertThat(customer.rows()).hasCount(4);
      assertThat(customer.answers()).hasCount(2);
      customer.screenshot("taken-over");
    }
  }

  @Test
  void botStaysSilentAfterReplyFromPhone() {
    try (Phone phone = laptop()) {
      phone.addCustomer("Agus Wijaya");
      phone.writeAs("Our phone");
      phone.write("Selamat siang, Pak, ada yang bisa kami bantu?");
      phone.screenshot("our-phone");
      phone.writeAs("Agus Wijaya");
      phone.write("Apakah besok buka?");
      assertBotAnswersAnotherChat(phone);
      phone.open("Agus Wijaya");
      assertThat(phone.rows()).hasCount(2);
      assertThat(phone.answers()).hasCount(0);
    }
  }

  @Test
  void contactOpensAlthoughTheListChangesDuringTheClick() {
    try (Phone phone = laptop();
        Phone other = laptop()) {
      phone.addCustomer("Wulan Anggraini");
      phone.addCustomer("Joko Prabowo");
      phone.press("Wulan Anggraini");
      assertBotAnswersAnotherChat(other);
      phone.page().mouse().up();
      assertThat(phone.head()).containsText("Wulan Anggraini");
    }
  }

  // The bot has answered a later message in another chat, so it is silent here on purpose.
  private static void assertBotAnswersAnotherChat(Phone phone) {
    phone.addCustomer("Dewi Lestari");
    phone.write("Halo");
    assertThat(phone.answers()).hasCount(1);
  }

  @Test
  void undeliveredWebhookIsMarkedUntilFaultEnds() {
    try (Phone phone = laptop()) {
      phone.addCustomer("Rina Kartika");
      phone.fault("Webhook outage", true);
      assertThat(phone.page().locator("#notice")).containsText("Webhook outage");
      phone.write("Ada orang?");
      Locator mark = phone.rows().first().locator(".mark");
      assertThat(mark).hasText("Webhook pending");
      assertThat(mark).isVisible();
      phone.screenshot("fault");
      phone.fault("Webhook outage", false);
      assertThat(phone.answers()).hasCount(1);
      assertThat(mark).hasCount(0);
      assertThat(phone.page().locator("#notice")).isHidden();
    }
  }

  @Test
  void failedProviderCallIsShown() {
    try (Phone phone = laptop()) {
      phone.addCustomer("Joko Prabowo");
      phone.page().getByLabel("Repeat").selectOption("Once");
      phone.fault("Sent, error returned", true);
      phone.write("Halo");
      assertThat(phone.answers().locator(".mark")).hasText("Balas got an error");
      phone.rawOf(phone.answers()).click();
      Locator call = phone.page().locator(".exchange").first();
      assertThat(call).containsText("Balas calls the provider");
      assertThat(call.locator(".code")).hasText("500");
      assertThat(call.locator(".mark")).containsText("stored");
      assertThat(
              phone
                  .page()
                  .locator(".exchange")
                  .filter(new FilterOptions().setHasText("statuses · read")))
          .hasCount(1);
      phone.screenshot("traffic");
      phone.page().keyboard().press("Escape");
      phone.openFaults();
      phone.fault("Sent, error returned", false);
    }
  }

  @Test
  void answersWaitWhileNumberIsLoggedOut() {
    try (Phone phone = laptop()) {
      phone.addCustomer("Maya Sari");
      phone.click("Log out");
      assertThat(phone.page().locator("#channel")).containsText("Logged out");
      phone.write("Halo");
      phone.screenshot("logged-out");
      assertThat(phone.answers()).hasCount(0);
      phone.click("Log in");
      assertThat(phone.answers()).hasCount(1);
    }
  }

  @Test
  void hostileNamesAndTextsAreShownAsText() {
    String hostile = "<img src=x onerror=\"document.title='taken'\"><script>alert(1)</script>";
    try (Phone phone = laptop()) {
      phone.addCustomer(hostile);
      phone.write(hostile);
      // The bot shortens a long name.
      assertThat(phone.answers()).containsText("Halo <img src=x onerror=");
      phone.page().locator("#words").fill("*" + hostile + "*");
      phone.page().keyboard().press("Enter");
      assertThat(phone.page().locator(".row[data-mine] strong")).hasText(hostile);
      phone.rawOf(phone.rows().first()).click();
      assertThat(phone.page().locator(".exchange").first())
          .containsText("<script>alert(1)</script>");
      assertThat(phone.page().locator("img[src=x], body script")).hasCount(0);
      assertThat(phone.page()).hasTitle(Pattern.compile("^<img src=x.*Balas phone$"));
      phone.screenshot("hostile");
    }
  }

  @Test
  void customerQuotesReactsEditsAndDeletes() {
    try (Phone phone = laptop()) {
      phone.addCustomer("Budi Quote");
      phone.write("Harga kopi?");
      assertThat(phone.answers()).hasCount(1);
      phone.actionOn(phone.answers(), "Heart");
      assertThat(phone.answers().locator(".reactions")).hasText("❤️");
      phone.actionOn(phone.rows().first(), "Edit");
      assertThat(phone.page().locator("#words")).hasValue("Harga kopi?");
      phone.write("Harga teh?");
      assertThat(phone.rows().first().locator(".foot")).containsText("edited");
      phone.actionOn(phone.answers(), "Quote");
      phone.write("agent");
      assertThat(phone.rows().nth(2).locator(".quote")).containsText(GREETING);
      phone.screenshot("quoted");
      phone.actionOn(phone.rows().first(), "Delete");
      assertThat(phone.rows().first()).containsText("This message was deleted.");
    }
  }

  @Test
  void pictureLocationAndVoiceNoteAreSent() {
    try (Phone phone = laptop()) {
      phone.addCustomer("Budi Media");
      attach(phone, "Picture");
      phone.page().getByLabel("Caption").fill("Ini kotaknya");
      phone
          .page()
          .locator("dialog")
          .getByText("Send", new Locator.GetByTextOptions().setExact(true))
          .click();
      assertThat(phone.rows().locator("img.photo")).hasJSProperty("naturalWidth", 480);
      attach(phone, "Location");
      phone
          .page()
          .locator("dialog")
          .getByText("Send", new Locator.GetByTextOptions().setExact(true))
          .click();
      assertThat(phone.rows().filter(new FilterOptions().setHasText("Monumen Nasional")))
          .hasCount(1);
      attach(phone, "Voice note");
      phone.click("Record");
      phone.click("Stop");
      assertThat(phone.page().locator("dialog")).containsText("Recorded.");
      phone
          .page()
          .locator("dialog")
          .getByText("Send", new Locator.GetByTextOptions().setExact(true))
          .click();
      assertThat(phone.rows().locator("audio")).hasCount(1);
      phone.screenshot("media");
    }
  }

  private static void attach(Phone phone, String kind) {
    phone.click("Attach");
    phone.click(kind);
  }

  @Test
  void lostConnectionIsShownAndRecovers() {
    try (Phone phone = laptop();
        Phone other = laptop()) {
      phone.page().route("**/fake/events", Route::abort);
      phone.page().reload();
      assertThat(phone.page().locator("#live")).hasText("Not connected. Reconnecting…");
      phone.screenshot("cut-off");
      other.addCustomer("Sementara Putus");
      other.write("Halo");
      phone.page().unroute("**/fake/events");
      assertThat(phone.page().locator("#live")).hasText("Live");
      phone.open("Sementara Putus");
      assertThat(phone.answers()).hasCount(1);
    }
  }

  @Test
  void pageWorksWithKeyboardOnly() {
    try (Phone phone = laptop()) {
      Page page = phone.page();
      tabTo(page, "#add-person");
      page.keyboard().press("Enter");
      tabTo(page, "#field-name");
      page.keyboard().press("Control+A");
      page.keyboard().type("Tanpa Tetikus");
      page.keyboard().press("Enter");
      assertThat(page.locator("#words")).isFocused();
      page.keyboard().type("baris satu");
      page.keyboard().press("Shift+Enter");
      page.keyboard().type("baris dua");
      page.keyboard().press("Enter");
      assertThat(phone.rows().first()).containsText("baris satu\nbaris dua");
      assertThat(phone.answers()).hasCount(1);
      page.keyboard().press("Shift+Tab");
      tabTo(page, ".row[data-source=api] [title='Raw traffic']", "Shift+Tab");
      page.keyboard().press("Enter");
      assertThat(page.locator("#panel-title")).isFocused();
      assertThat(page.locator("#panel-title")).hasText("Raw traffic");
      page.keyboard().press("Escape");
      assertThat(page.locator(".row[data-source=api] [title='Raw traffic']")).isFocused();
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");
      assertThat(page.locator(".strip button").first()).isFocused();
      page.keyboard().press("Escape");
      assertThat(page.locator(".strip")).hasCount(0);
      phone.screenshot("keyboard");
    }
  }

  private static void tabTo(Page page, String selector) {
    tabTo(page, selector, "Tab");
  }

  private static void tabTo(Page page, String selector, String key) {
    for (int i = 0; i < 60; i++) {
      page.keyboard().press(key);
      if ((Boolean)
          page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
        return;
      }
    }
    Assertions.fail("Pressing " + key + " never focuses " + selector);
  }

  @Test
  void phoneLayoutNeverScrollsSideways() {
    try (Phone phone = Phone.inAHand(chromium.browser(), stack.whapiUrl())) {
      assertNoHorizontalScroll(phone);
      phone.screenshot("hand-people");
      phone.addCustomer("Seorang Pelanggan Dengan Nama Yang Panjang Sekali");
      phone.write("https://example.com/" + "panjang".repeat(40));
      assertThat(phone.answers()).hasCount(1);
      assertNoHorizontalScroll(phone);
      phone.screenshot("hand-chat");
      phone.actionOn(phone.rows().first(), "Thumbs up");
      phone.rawOf(phone.rows().first()).click();
      assertThat(phone.page().locator(".exchange").first()).isVisible();
      assertNoHorizontalScroll(phone);
      phone.screenshot("hand-traffic");
      phone.click("Close");
      phone.openFaults();
      assertNoHorizontalScroll(phone);
      phone.screenshot("hand-faults");
    }
  }

  private static void assertNoHorizontalScroll(Phone phone) {
    Assertions.assertThat(
            (Integer) phone.page().evaluate("() => document.documentElement.scrollWidth"))
        .isEqualTo(360);
  }

  @Test
  void pageIsAccessibleInLightAndDark() throws IOException {
    for (Phone phone : List.of(laptop(), Phone.inTheDark(chromium.browser(), stack.whapiUrl()))) {
      try (phone) {
        assertAccessible(phone);
        phone.addCustomer("Budi Santoso");
        phone.fault("Slow responses", true);
        phone.write("Halo, *ini* mendesak");
        assertThat(phone.answers()).hasCount(1);
        phone.actionOn(phone.answers(), "Heart");
        phone.answers().locator("[aria-expanded]").click();
        assertAccessible(phone);
        phone.fault("Slow responses", false);
        phone.rawOf(phone.answers()).click();
        assertThat(phone.page().locator(".exchange").first()).isVisible();
        assertAccessible(phone);
        phone.screenshot(isDark(phone) ? "dark" : "light");
        phone.click("Add");
        assertAccessible(phone);
        phone.screenshot(isDark(phone) ? "add-dark" : "add-light");
      }
    }
  }

  private static boolean isDark(Phone phone) {
    return phone
        .page()
        .evaluate("() => getComputedStyle(document.body).backgroundColor")
        .equals("rgb(20, 21, 24)");
  }

  private static void assertAccessible(Phone phone) throws IOException {
    try (InputStream axe = PhoneIT.class.getResourceAsStream("/axe.min.js")) {
      phone.page().evaluate(new String(axe.readAllBytes(), UTF_8));
    }
    Object violations =
        phone
            .page()
            .evaluate(
                "async () => (await axe.run()).violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' '))");
    Assertions.assertThat((List<?>) violations).isEmpty();
  }

  @Test
  void indonesianPageShowsNoEnglish() throws IOException {
    try (Phone phone = Phone.inIndonesian(chromium.browser(), stack.whapiUrl(), 1280)) {
      Page page = phone.page();
      assertThat(page.locator("html")).hasAttribute("lang", "id");
      assertNoEnglish(phone);
      phone.screenshot("indonesian-welcome");
      phone.click("Tambah");
      assertNoEnglish(phone);
      phone.click("Batal");
      phone.addCustomer("Ratna Bahasa");
      assertNoEnglish(phone);
      page.getByLabel("Ulangan").selectOption("Sekali");
      phone.fault("Terkirim, galat dikembalikan", true);
      assertNoEnglish(phone);
      phone.write("Halo");
      assertThat(phone.answers().locator(".mark")).hasText("Balas menerima galat");
      assertThat(phone.answers().locator(".ticks")).hasText("Dibaca");
      phone.fault("Terkirim, galat dikembalikan", false);
      for (String kind : List.of("Gambar", "Lokasi", "Pesan suara", "Berkas")) {
        phone.click("Lampirkan");
        phone.click(kind);
        assertNoEnglish(phone);
        phone.click("Batal");
      }
      phone.actionOn(phone.answers(), "Kutip");
      phone.answers().locator("[aria-expanded]").click();
      assertNoEnglish(phone);
      phone.screenshot("indonesian-chat");
      phone.answers().getByTitle("Lalu lintas mentah").click();
      assertThat(page.locator(".exchange").first()).containsText("Balas memanggil penyedia");
      assertNoEnglish(phone);
      assertAccessible(phone);
      phone.screenshot("indonesian-traffic");

      page.locator("#language").selectOption("en");
      assertThat(page.locator("#live")).hasText("Live");
      assertThat(phone.head()).containsText("Ratna Bahasa");
      page.reload();
      assertThat(page.locator("html")).hasAttribute("lang", "en");
      assertThat(page.locator("#add-person")).hasText("Add");
    }
    try (Phone phone = Phone.inIndonesian(chromium.browser(), stack.whapiUrl(), 360)) {
      phone.addCustomer("Ratna Genggam");
      assertNoHorizontalScroll(phone);
      phone.openFaults();
      assertNoHorizontalScroll(phone);
      phone.screenshot("indonesian-hand-faults");
    }
  }

  // Every text of the page is compared with the English texts that the Indonesian file has
  // otherwise.
  private static void assertNoEnglish(Phone phone) {
    Object english =
        phone
            .page()
            .evaluate(
                """
                async () => {
                  const english = (await import('/phone/texts-en.js')).default;
                  const indonesian = (await import('/phone/texts-id.js')).default;
                  const patterns = Object.keys(english)
                    .filter((key) => english[key] !== indonesian[key])
                    .map((key) => english[key].trim().replace(/[.*+?^$()|[\\]\\\\]/g, '\\\\$&').replace(/\\{\\w+\\}/g, '.+'))
                    .map((pattern) => new RegExp(`^${pattern}$`, 'u'));
                  const shown = [document.title];
                  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                  while (texts.nextNode()) {
                    if (!texts.currentNode.parentElement.closest('noscript, #language')) {
                      shown.push(texts.currentNode.data);
                    }
                  }
                  for (const element of document.body.querySelectorAll('*')) {
                    shown.push(...['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? ''));
                  }
                  return shown.map((text) => text.trim()).filter((text) => patterns.some((pattern) => pattern.test(text)));
                }
                """);
    Assertions.assertThat((List<?>) english).isEmpty();
  }

  private static Phone laptop() {
    return Phone.onALaptop(chromium.browser(), stack.whapiUrl());
  }
}
