package id.balas.system.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import id.balas.stack.Stack;
import id.balas.system.TestStack;
import id.balas.system.load.Customers;
import id.balas.system.phone.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A picture of each view in both languages, light and dark, from a phone to a large screen, below
/// `target/screenshots`. Each is checked for missing texts, sideways scrolling and the rules of
/// axe.
@Order(6)
@Tag("desk")
class DeskPicturesIT {

  private static final List<String> VIEWS =
      List.of(
          "#/inbox/waiting",
          "#/inbox/all",
          "#/inbox/mentions",
          "#/deliveries",
          "#/users",
          "#/audit",
          "#/help/agents",
          "#/help/leads",
          "#/account",
          "#/nonsense");
  private static final Pattern MISSING =
      Pattern.compile(
          "\\b(?:account|api|app|audit|compose|conv|deliveries|event|help|inbox|later|media|msg|note|out|session|ui|users)\\.[a-z][A-Za-z.]*\\b|\\{\\w+\\}|undefined|NaN|Invalid Date");
  // Elements that scroll sideways, and the page if it does.
  private static final String SIDEWAYS =
      "() => [document.documentElement, ...document.querySelectorAll('body *')].filter((each) =>"
          + " each.scrollWidth > each.clientWidth + 1 && (each === document.documentElement ||"
          + " /auto|scroll/.test(getComputedStyle(each).overflowX))).map((each) => each.tagName + '.' + each.className)";

  private static Stack stack;
  private static Chromium chromium;
  private static DeskCustomer customer;

  record Screen(String name, int width, int height) {

    boolean isZoomed() {
      return height < 300;
    }
  }

  record Look(String locale, Screen screen, boolean isDark) {

    String file(String view) {
      return "all-%s-%s-%s-%s"
          .formatted(
              locale.substring(0, 2),
              screen.name(),
              isDark ? "dark" : "light",
              view.replaceAll("[#/]+", "-").replaceFirst("^-", ""));
    }

    @Override
    public String toString() {
      return file("all");
    }
  }

  static Stream<Look> looks() {
    List<Screen> screens =
        List.of(
            new Screen("phone", 360, 740),
            new Screen("tablet", 1024, 768),
            new Screen("laptop", 1440, 900),
            new Screen("large", 2560, 1440),
            // 1280 by 1024 at a zoom of 400 %.
            new Screen("zoom", 320, 256));
    return Stream.of("en-GB", "id-ID")
        .flatMap(locale ->
            screens.stream()
                .flatMap(screen ->
                    Stream.of(false, true).map(isDark -> new Look(locale, screen, isDark))));
  }

  @BeforeAll
  static void start() throws IOException {
    Path executable = Chromium.installed();
    stack = TestStack.shared().stack();
    chromium = Chromium.start(executable);
    setDefaultAssertionTimeout(20_000);
    var users = new DeskUsers(stack.auth().url());
    customer =
        new DeskCustomer(new Customers(stack.ingest().url(), ""), "Ibu Ratna Kusumawardhani");
    customer.write(
        "agent", "Pesanan #INV-20931 belum sampai, *mohon dicek* https://toko.example/20931");
    String admin = users.token(DeskUsers.ADMIN, DeskUsers.ADMIN_PASSWORD);
    // Reply, note and label, so that the picture has some of each.
    await()
        .until(() ->
            users
                    .post(
                        "/chats/" + customer.id() + "/notes",
                        admin,
                        "{\"text\":\"Tolong cek ke gudang, @admin\"}")
                    .statusCode()
                < 300);
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @MethodSource("looks")
  void everyViewIsWhole(Look look) throws IOException {
    Screen screen = look.screen();
    try (DeskTab desk =
        DeskTab.open(
            chromium.browser(),
            stack.auth().url(),
            look.locale(),
            screen.width(),
            screen.height())) {
      desk.dark(look.isDark());
      assertThat(desk.heading()).isVisible();
      check(desk, look, "door");
      desk.signIn(DeskUsers.ADMIN, DeskUsers.ADMIN_PASSWORD);
      assertThat(desk.page().locator("nav.places")).isVisible();
      for (String view : VIEWS) {
        desk.go(view);
        assertThat(desk.page().locator("main .spinner")).hasCount(0);
        check(desk, look, view);
      }
      conversation(desk, look);
    }
  }

  private static void conversation(DeskTab desk, Look look) throws IOException {
    Page page = desk.page();
    desk.go("#/chats/" + customer.id());
    assertThat(page.locator(".note-card").first()).isVisible();
    check(desk, look, "chat");
    if (look.screen().isZoomed()) {
      assertRoomForMessages(page, "a composer that is not used");
    }
    page.locator("#words").focus();
    page.locator("#words").fill("satu\ndua\ntiga\nempat\nlima\nenam");
    check(desk, look, "chat-writing");
    if (look.screen().isZoomed()) {
      assertRoomForMessages(page, "six lines in the composer");
    }
    page.locator("#words").fill("");
    page.locator("#words").blur();
    page.locator(".acts .menu-root button").last().click();
    assertThat(page.locator("[role=menu]")).isVisible();
    check(desk, look, "chat-menu");
    page.keyboard().press("Escape");
  }

  private static void check(DeskTab desk, Look look, String view) throws IOException {
    desk.screenshot(look.file(view));
    assertThat(desk.page().locator("body").innerText())
        .as("texts of %s", look.file(view))
        .doesNotContainPattern(MISSING);
    assertThat((List<?>) desk.page().evaluate(SIDEWAYS))
        .as("what scrolls sideways in %s", look.file(view))
        .isEmpty();
    desk.assertAccessible();
  }

  // At a zoom of 400 % the composer must leave room to read.
  private static void assertRoomForMessages(Page page, String why) {
    BoundingBox messages = page.locator(".messages").boundingBox();
    BoundingBox composer = page.locator(".composer").boundingBox();
    assertThat(messages.height).as("height of the messages with %s", why).isGreaterThan(56);
    assertThat(composer.height).as("height of the composer with %s", why).isLessThan(160);
    assertThat(Arrays.asList(composer.x, composer.x + composer.width))
        .as("the composer is within the window")
        .allMatch(place -> place >= 0 && place <= 320);
  }
}
