package id.balas.system.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.options.FilePayload;
import id.balas.stack.Stack;
import id.balas.system.TestStack;
import id.balas.system.load.Customers;
import id.balas.system.load.Provider;
import id.balas.system.phone.Chromium;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A chat of the desk in a real browser: what an agent writes is never lost, and what the
/// conversation shows and does.
@Order(2)
@Tag("long")
class DeskConversationIT {

  private static final String SITI = "conv-siti";
  private static final String RUDI = "conv-rudi";
  // Their sessions end, and no other test's.
  private static final String DIAN = "conv-dian";
  private static final byte[] PICTURE =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Stack stack;
  private static Chromium chromium;
  private static Customers customers;
  private static Provider provider;
  private static DeskUsers users;
  private static String admin;
  private static String siti;

  @BeforeAll
  static void start() throws IOException {
    Path executable = Chromium.installed();
    stack = TestStack.shared().stack();
    customers = new Customers(stack.ingest().url(), "");
    provider = new Provider(stack.whapiUrl(), TestStack.TOKEN);
    users = new DeskUsers(stack.auth().url());
    users.agent(SITI, "Siti Agent");
    users.agent(RUDI, "Rudi Agent");
    users.agent(DIAN, "Dian Agent");
    admin = users.token(DeskUsers.ADMIN, DeskUsers.ADMIN_PASSWORD);
    siti = users.token(SITI, DeskUsers.PASSWORD);
    chromium = Chromium.start(executable);
    setDefaultAssertionTimeout(20_000);
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
  }

  // --- No word is lost ---

  @Test
  void refusedReplyIsKeptAtTheMessage() throws Exception {
    DeskCustomer budi = waiting("Budi Tolak");
    try (DeskTab desk = openAs(RUDI, budi)) {
      // The other agent is faster by a moment.
      var first = new AtomicInteger();
      desk.page()
          .route(
              Pattern.compile("/chats/[^/?]+$"),
              route -> {
                if (route.request().method().equals("PATCH") && first.incrementAndGet() == 1) {
                  take(siti, budi);
                }
                route.resume();
              });
      desk.write("Kami cek, Pak");
      Locator refused = sent(desk, "Kami cek, Pak");
      assertThat(refused).containsText("This chat is assigned to Siti Agent.");

      DeskCustomer other = waiting("Dewi Lain");
      open(desk, other);
      open(desk, budi);
      assertThat(refused).containsText("Not sent");
      desk.page().reload();
      assertThat(refused).containsText("Not sent");
      desk.screenshot("conversation-refused");

      users.call("PATCH", "/chats/" + budi.id(), siti, "{\"assignee\":null}");
      refused.getByText("Retry").click();
      await()
          .untilAsserted(
              () -> assertThat(provider.textsTo(budi.number())).contains("Kami cek, Pak"));
      assertThat(desk.page().locator(".msg[data-failed]")).hasCount(0);
    }
  }

  @Test
  void replyIsSentOnceWhenItsAnswerIsLost() throws Exception {
    DeskCustomer budi = waiting("Budi Putus");
    try (DeskTab desk = openAs(SITI, budi)) {
      var lost = new AtomicInteger();
      desk.page()
          .route(
              Pattern.compile("/chats/[^/]+/messages$"),
              route -> {
                if (route.request().method().equals("POST") && lost.incrementAndGet() <= 2) {
                  route.fetch();
                  route.abort();
                } else {
                  route.resume();
                }
              });
      desk.write("Sekali saja");
      assertThat(sent(desk, "Sekali saja").first()).isVisible();
      assertThat(desk.page().locator(".msg[data-sending]")).hasCount(0);
      assertThat(sent(desk, "Sekali saja")).hasCount(1);
      assertThat(lost.get()).isEqualTo(3);
      assertThat(provider.textsTo(budi.number())).containsOnlyOnce("Sekali saja");
    }
  }

  @Test
  void replyWaitsForLineAndSession() throws Exception {
    DeskCustomer budi = waiting("Budi Sesi");
    try (DeskTab desk = openAs(DIAN, budi)) {
      desk.page().context().setOffline(true);
      desk.write("Masih di sini");
      assertThat(sent(desk, "Masih di sini")).containsText("Waiting for the connection");
      users.endSessions(DIAN);
      desk.page().context().setOffline(false);
      assertThat(desk.heading()).hasText("Sign in to Balas");
      assertThat(provider.textsTo(budi.number())).doesNotContain("Masih di sini");
      desk.signIn(DIAN, DeskUsers.PASSWORD);
      await()
          .untilAsserted(
              () -> assertThat(provider.textsTo(budi.number())).contains("Masih di sini"));
    }
  }

  @Test
  void draftsBelongToTheirChatAndSurviveReload() throws Exception {
    DeskCustomer budi = waiting("Budi Draf");
    DeskCustomer dewi = waiting("Dewi Draf");
    try (DeskTab desk = openAs(SITI, budi)) {
      words(desk).fill("untuk Budi");
      desk.page().locator(".composer-modes label").last().click();
      words(desk).fill("catatan Budi");
      open(desk, dewi);
      assertThat(words(desk)).hasValue("");
      words(desk).fill("untuk Dewi");
      desk.page().reload();
      assertThat(words(desk)).hasValue("untuk Dewi");
      open(desk, budi);
      assertThat(words(desk)).hasValue("catatan Budi");
      desk.page().locator(".composer-modes label").first().click();
      assertThat(words(desk)).hasValue("untuk Budi");
    }
  }

  // --- What the conversation shows ---

  @Test
  void messagesOfOneCallKeepTheirOrder() throws Exception {
    DeskCustomer tiga = waiting("Tiga Urut");
    try (DeskTab desk = openAs(SITI, tiga)) {
      tiga.write("SATU", "DUA", "TIGA");
      assertThat(customerWords(desk)).hasText(new String[] {"agent", "SATU", "DUA", "TIGA"});
      desk.page().reload();
      assertThat(customerWords(desk)).hasText(new String[] {"agent", "SATU", "DUA", "TIGA"});
    }
  }

  @Test
  void doubleClickTakesTheChatOnce() throws Exception {
    DeskCustomer budi = waiting("Budi Klik");
    try (DeskTab desk = openAs(SITI, budi)) {
      desk.page().locator(".act-take").dblclick();
      assertThat(desk.page().locator(".act-take")).hasText("Assigned to you");
      assertThat(desk.page().locator(".act-take")).isDisabled();
      assertThat(event(desk, "You took the conversation")).hasCount(1);
      assertThat(users.read("/chats/" + budi.id(), admin).path("assignee").asString())
          .isEqualTo(SITI);
    }
  }

  @Test
  void readerStaysInPlaceWhileMessagesArrive() throws Exception {
    DeskCustomer rina = waiting("Rina Panjang");
    for (int part = 0; part < 6; part++) {
      int first = part * 20;
      rina.write(
          IntStream.range(first, first + 20)
              .mapToObj("baris %d"::formatted)
              .toArray(String[]::new));
    }
    try (DeskTab desk = openAs(SITI, rina)) {
      assertThat(desk.page().locator("#m-unread")).isVisible();
      desk.page().locator(".messages").evaluate("it => { it.scrollTop = 600; }");
      Locator line =
          customerWords(desk).filter(new FilterOptions().setHasText(Pattern.compile("^baris 60$")));
      line.scrollIntoViewIfNeeded();
      double before = line.boundingBox().y;
      rina.write("baru satu", "baru dua");
      assertThat(desk.page().locator(".to-end")).containsText("2 new messages");
      assertThat(line.boundingBox().y).isBetween(before - 2, before + 2);
      desk.screenshot("conversation-place");
      desk.page().locator(".to-end").click();
      assertThat(customerWords(desk).last()).hasText("baru dua");
      assertThat(customerWords(desk).last()).isInViewport();
      assertThat(desk.page().evaluate("() => document.documentElement.scrollHeight <= innerHeight"))
          .isEqualTo(true);
    }
  }

  @Test
  void linkToMessageShowsIt() throws Exception {
    DeskCustomer rina = waiting("Rina Tautan");
    List<String> ids =
        rina.write(IntStream.range(0, 90).mapToObj("nomor %d"::formatted).toArray(String[]::new));
    await()
        .until(() ->
            users
                .read("/chats/" + rina.id() + "/messages?limit=1", admin)
                .at("/messages/0/text")
                .asString()
                .equals("nomor 89"));
    try (DeskTab desk = openAs(SITI, rina)) {
      desk.go("#/chats/" + rina.id() + "?message=" + ids.get(10));
      assertThat(desk.page().locator(".msg[data-target]")).containsText("nomor 10");
      assertThat(desk.page().locator(".msg[data-target]")).isInViewport();
      desk.go("#/chats/nonsense");
      assertThat(desk.page().locator(".conversation .empty-title"))
          .hasText("There is no such conversation");
    }
  }

  @Test
  void customersHostileTextStaysText() throws Exception {
    DeskCustomer jahat = waiting("Jahat \u202e gpj.exe");
    jahat.write(
        "<img src=x onerror=alert(1)> https://toko.example/a_b_c javascript:alert(1)",
        "baris\n".repeat(2_000),
        "مرحبا");
    try (DeskTab desk = openAs(SITI, jahat)) {
      assertThat(desk.page().locator(".bubbles a")).hasCount(1);
      assertThat(desk.page().locator(".bubbles a"))
          .hasAttribute("href", "https://toko.example/a_b_c");
      assertThat(desk.page().locator("img[src=x]")).hasCount(0);
      Locator fold = desk.page().getByText("Show all");
      assertThat(fold).isVisible();
      double height =
          desk.page().locator(".msg").filter(new FilterOptions().setHas(fold)).boundingBox().height;
      assertThat(height).isLessThan(700);
      assertThat(desk.page().locator(".msg .words").last()).hasAttribute("dir", "auto");
      desk.assertAccessible();
    }
  }

  // --- Acts on messages ---

  @Test
  void agentQuotesReactsEditsAndDeletes() throws Exception {
    DeskCustomer budi = waiting("Budi Aksi");
    try (DeskTab desk = openAs(SITI, budi)) {
      // WhatsApp must know the message that is quoted.
      HTTP.send(
          HttpRequest.newBuilder(URI.create(stack.whapiUrl() + "/fake/messages"))
              .POST(
                  BodyPublishers.ofString(
                      "{\"chatId\":\"%s\",\"type\":\"text\",\"body\":\"Berapa ongkir?\"}"
                          .formatted(budi.number())))
              .build(),
          BodyHandlers.discarding());
      Locator question =
          desk.page()
              .locator(".msg:not([data-ours])")
              .filter(new FilterOptions().setHasText("Berapa ongkir?"));
      question.hover();
      question.getByLabel("Quote in reply").click();
      desk.write("Sepuluh ribu");
      Locator answer = sent(desk, "Sepuluh ribu");
      assertThat(answer.locator(".quoted")).containsText("Berapa ongkir?");
      assertThat(answer.locator(".ticks"))
          .hasAttribute("data-ticks", Pattern.compile("sent|delivered|read"));

      question.hover();
      question.getByLabel("React").click();
      desk.choose("👍");
      assertThat(question.locator(".reactions")).hasText("👍");

      menu(desk, answer, "Edit…");
      desk.page().locator("dialog textarea").fill("Dua belas ribu");
      desk.page().reload();
      menu(desk, answer, "Edit…");
      assertThat(desk.page().locator("dialog textarea")).hasValue("Dua belas ribu");
      desk.page().locator("dialog .primary").click();
      Locator edited = desk.message("Dua belas ribu");
      assertThat(edited).containsText("edited");

      menu(desk, edited, "Delete for everyone…");
      desk.page().locator("dialog .danger").click();
      assertThat(desk.page().locator(".gone")).hasText("This message was deleted");
      desk.screenshot("conversation-acts");
    }
  }

  @Test
  void notesAreInlineAndLiveAndMention() throws Exception {
    DeskCustomer budi = waiting("Budi Catatan");
    try (DeskTab first = openAs(SITI, budi);
        DeskTab second = openAs(RUDI, budi)) {
      assertThat(second.page().locator(".presence")).containsText("Siti Agent");
      first.page().locator(".composer-modes label").last().click();
      words(first).pressSequentially("@conv-ru");
      assertThat(first.page().locator(".suggestions li")).hasCount(1);
      words(first).press("Enter");
      words(first).pressSequentially("tolong cek stok");
      words(first).press("Enter");
      Locator note = second.page().locator(".note-card");
      assertThat(note).containsText("@conv-rudi tolong cek stok");
      assertThat(note.locator(".mentioned")).hasText("@conv-rudi");
      assertThat(note.getByLabel("Delete note")).hasCount(0);
      first.screenshot("conversation-note");
      first.page().getByLabel("Delete note").click();
      first.page().locator("dialog .danger").click();
      assertThat(note).hasCount(0);
      assertThat(provider.textsTo(budi.number())).noneMatch(text -> text.contains("stok"));
    }
  }

  @Test
  void whyExplainsAutomaticMessages() throws Exception {
    DeskCustomer budi = new DeskCustomer(customers, "Budi Mengapa");
    budi.write("halo");
    await().until(() -> !provider.textsTo(budi.number()).isEmpty());
    try (DeskTab desk = openAs(SITI, budi)) {
      desk.page().locator(".why").click();
      assertThat(desk.page().locator("dialog")).containsText("halo");
      desk.screenshot("conversation-why");
      desk.page().keyboard().press("Escape");
      assertThat(desk.page().locator("dialog")).hasCount(0);
    }
  }

  @Test
  void resolvedAndSnoozedAreShownInline() throws Exception {
    DeskCustomer budi = waiting("Budi Tunda");
    try (DeskTab desk = openAs(SITI, budi)) {
      desk.page().getByLabel("Snooze").click();
      desk.choose("In an hour");
      assertThat(desk.page().locator(".chat-state")).containsText("Snoozed until");
      desk.page().locator(".act-resolve").dblclick();
      assertThat(desk.page().locator(".act-resolve")).hasText("Resolved");
      assertThat(event(desk, "You resolved the conversation")).hasCount(1);
      assertThat(event(desk, "You snoozed the conversation until")).hasCount(1);
      desk.page().locator(".toast button").getByText("Reopen").first().click();
      await()
          .untilAsserted(() -> {
            JsonNode chat = users.read("/chats/" + budi.id(), admin);
            assertThat(chat.path("assignee").asString()).isEqualTo(SITI);
            assertThat(chat.at("/conversation/status").asString()).isEqualTo("OPEN");
          });
    }
  }

  // --- The composer ---

  @Test
  void pastedPictureIsPreviewedSentAndOpened() throws Exception {
    DeskCustomer budi = waiting("Budi Gambar");
    try (DeskTab desk = openAs(SITI, budi)) {
      paste(desk);
      assertThat(desk.page().locator(".attached img")).isVisible();
      desk.page()
          .locator("input[type=file]")
          .setInputFiles(
              new FilePayload(
                  "resi.txt", "text/plain", "JNE 123".getBytes(StandardCharsets.UTF_8)));
      assertThat(desk.page().locator(".attached li")).hasCount(2);
      desk.page().reload();
      assertThat(desk.page().locator(".attached li")).hasCount(2);
      desk.write("Ini buktinya");
      assertThat(desk.page().locator(".msg .photo img")).isVisible();
      assertThat(desk.page().locator(".msg:not([data-sending]) .card")).containsText("resi.txt");
      desk.page().locator(".msg .photo").click();
      assertThat(desk.page().locator(".viewer-file img")).isVisible();
      desk.screenshot("conversation-viewer");
    }
  }

  @Test
  void pastedPictureLeavesNoteANote() throws Exception {
    DeskCustomer budi = waiting("Budi Rahasia");
    try (DeskTab desk = openAs(SITI, budi)) {
      desk.page().locator(".composer-modes label").last().click();
      words(desk).fill("kartunya palsu");
      paste(desk);
      assertThat(desk.page().locator(".composer")).containsText("Notes cannot contain files.");
      assertThat(desk.page().locator(".attached li")).hasCount(0);
      assertThat(words(desk)).hasValue("kartunya palsu");
      words(desk).press("Enter");
      assertThat(desk.page().locator(".note-card")).containsText("kartunya palsu");
      assertThat(provider.textsTo(budi.number())).noneMatch(text -> text.contains("palsu"));
    }
  }

  @Test
  void enterOfInputMethodDoesNotSend() throws Exception {
    DeskCustomer budi = waiting("Budi Papan");
    try (DeskTab desk = openAs(SITI, budi)) {
      words(desk).fill("belum");
      words(desk)
          .evaluate(
              "it => it.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))");
      assertThat(words(desk)).hasValue("belum");
      words(desk).press("Shift+Enter");
      assertThat(words(desk)).hasValue("belum\n");
    }
  }

  @Test
  void composerIsClosedInChatOfAnotherAgent() throws Exception {
    DeskCustomer budi = waiting("Budi Milik");
    take(siti, budi);
    try (DeskTab desk = openAs(RUDI, budi)) {
      assertThat(desk.page().locator(".composer-closed")).containsText("Siti Agent has this chat.");
      assertThat(desk.page().locator(".act-take")).isDisabled();
      desk.click("Ask Siti Agent");
      assertThat(words(desk)).hasValue("@conv-siti may I take this chat?");
      desk.screenshot("conversation-closed");
      words(desk).press("Enter");
      assertThat(desk.page().locator(".note-card")).containsText("may I take this chat?");
    }
  }

  @Test
  void savedReplyIsFoundByItsShortcut() throws Exception {
    users.call(
        "POST",
        "/replies",
        admin,
        "{\"shortcut\":\"ongkirconv\",\"textId\":\"Halo {name}, ongkir Rp 10.000.\",\"textEn\":\"Hello {name}, shipping is Rp 10,000.\"}");
    DeskCustomer budi = waiting("Budi Simpan");
    try (DeskTab desk = openAs(SITI, budi)) {
      words(desk).pressSequentially("/ongkirc");
      assertThat(desk.page().locator(".suggestions li")).hasCount(1);
      words(desk).press("Enter");
      assertThat(words(desk)).hasValue("Hello Budi Simpan, shipping is Rp 10,000.");
      words(desk).press("Enter");
      await()
          .untilAsserted(() ->
              assertThat(provider.textsTo(budi.number()))
                  .contains("Hello Budi Simpan, shipping is Rp 10,000."));
    }
  }

  @Test
  void replyIsSentLaterAndCancelled() throws Exception {
    DeskCustomer budi = waiting("Budi Nanti");
    try (DeskTab desk = openAs(SITI, budi)) {
      words(desk).fill("Besok kami kabari");
      desk.click("Send options");
      desk.choose("Tomorrow morning");
      assertThat(words(desk)).hasValue("");
      desk.page().getByText("1 scheduled message").click();
      assertThat(desk.page().locator(".scheduled li")).containsText("Besok kami kabari");
      desk.screenshot("conversation-later");
      desk.page().locator(".scheduled li button").click();
      assertThat(desk.page().locator(".scheduled")).hasCount(0);
    }
  }

  @Test
  void waitingChatsAreClearedByKeyboard() throws Exception {
    List<DeskCustomer> all =
        List.of(waiting("Antre Satu"), waiting("Antre Dua"), waiting("Antre Tiga"));
    try (DeskTab desk = openAs(SITI, all.getFirst())) {
      for (int chat = 0; chat < all.size(); chat++) {
        String number = (String) desk.page().evaluate("() => decodeURIComponent(location.hash)");
        assertThat(words(desk)).isFocused();
        desk.page().keyboard().type("Siap, sudah kami bantu");
        // Three keys: reply, resolve, next.
        desk.page().keyboard().press("Control+Shift+Enter");
        desk.page().waitForFunction("old => decodeURIComponent(location.hash) !== old", number);
      }
      for (DeskCustomer each : all.subList(0, 1)) {
        await()
            .untilAsserted(() ->
                assertThat(provider.textsTo(each.number())).contains("Siap, sudah kami bantu"));
        await()
            .untilAsserted(() ->
                assertThat(
                        users
                            .read("/chats/" + each.id(), admin)
                            .at("/conversation/status")
                            .asString())
                    .isEqualTo("RESOLVED"));
      }
    }
  }

  @Test
  void conversationIsAccessibleOnPhoneAndDesktop() throws Exception {
    DeskCustomer budi = waiting("Budi Akses");
    budi.write("Halo", "*tebal* https://toko.example");
    try (DeskTab desk = openAs(SITI, budi)) {
      for (boolean isPhone : List.of(false, true)) {
        desk.page().setViewportSize(isPhone ? 360 : 1440, isPhone ? 740 : 900);
        for (boolean isDark : List.of(false, true)) {
          desk.dark(isDark);
          assertThat(desk.message("Halo").first()).isVisible();
          desk.screenshot("conversation" + (isPhone ? "-phone" : "") + (isDark ? "-dark" : ""));
          desk.assertAccessible();
          desk.assertNoSidewaysScrolling();
        }
      }
    }
  }

  // --- Steps ---

  /// A customer who asked for an agent.
  private static DeskCustomer waiting(String name) throws Exception {
    var customer = new DeskCustomer(customers, name);
    customer.write("agent");
    await()
        .ignoreExceptions()
        .until(() -> !users.read("/chats/" + customer.id(), admin).path("waiting").isNull());
    return customer;
  }

  private static DeskTab openAs(String username, DeskCustomer customer) {
    DeskTab desk = DeskTab.open(chromium.browser(), stack.auth().url());
    desk.signIn(username, DeskUsers.PASSWORD);
    assertThat(desk.page().locator("nav.places")).isVisible();
    open(desk, customer);
    return desk;
  }

  private static void open(DeskTab desk, DeskCustomer customer) {
    desk.go("#/chats/" + customer.id());
    assertThat(desk.page().locator(".chat-words"))
        .containsText(customer.name().replaceAll(" .*", ""));
    assertThat(desk.page().locator(".msg").first()).isVisible();
  }

  private static Locator words(DeskTab desk) {
    return desk.page().locator("#words");
  }

  private static void paste(DeskTab desk) {
    words(desk).focus();
    words(desk)
        .evaluate(
            "(it, data) => { const file = new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], 'layar.png', { type: 'image/png' });"
                + " const clipboardData = new DataTransfer(); clipboardData.items.add(file);"
                + " it.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })); }",
            Base64.getEncoder().encodeToString(PICTURE));
  }

  private static Locator sent(DeskTab desk, String text) {
    return desk.page()
        .locator(".msg[data-ours=person]")
        .filter(new FilterOptions().setHasText(text));
  }

  private static Locator event(DeskTab desk, String text) {
    return desk.page().locator(".event").filter(new FilterOptions().setHasText(text));
  }

  private static void take(String token, DeskCustomer customer) {
    users.call("PATCH", "/chats/" + customer.id(), token, "{\"mode\":\"AGENT\"}");
  }

  private static Locator customerWords(DeskTab desk) {
    return desk.page().locator(".msg:not([data-ours]) .words");
  }

  private static void menu(DeskTab desk, Locator row, String item) {
    row.hover();
    row.getByLabel("Message actions").last().click();
    desk.choose(item);
  }
}
