package id.balas.system.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Assertions;

/// The desk in a window of its own, with the actions of a user. Closing it fails the test if the
/// page logged an error, such as a violation of the content security policy.
final class DeskTab implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String VIOLATIONS =
      "async () => (await axe.run()).violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' '))";

  private final BrowserContext window;
  private final Page page;
  private final String url;
  private final List<String> errors = new ArrayList<>();

  private DeskTab(BrowserContext window, String url) {
    this.window = window;
    this.url = url;
    page = window.newPage();
    page.onConsoleMessage(message -> {
      // Failed calls are part of the tests.
      if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
        errors.add(message.text());
      }
    });
    page.onPageError(errors::add);
  }

  /// `locale` is the language of the browser, such as `en-GB`.
  static DeskTab open(Browser browser, String url, String locale, int width, int height) {
    var tab =
        new DeskTab(
            browser.newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setLocale(locale)
                    .setTimezoneId("Asia/Jakarta")
                    .setReducedMotion(ReducedMotion.REDUCE)),
            url);
    tab.page.navigate(url + "/desk/");
    return tab;
  }

  /// In English, at the size of a laptop.
  static DeskTab open(Browser browser, String url) {
    return open(browser, url, "en-GB", 1440, 900);
  }

  /// Another tab of the same window: both share the session.
  DeskTab another() {
    var tab = new DeskTab(window, url);
    tab.page.navigate(url + "/desk/");
    return tab;
  }

  Page page() {
    return page;
  }

  void signIn(String username, String password) {
    page.locator("input[name=identifier]").fill(username);
    page.locator("input[name=password]").fill(password);
    page.locator("form button[type=submit]").click();
  }

  void go(String address) {
    page.evaluate("address => { location.hash = address; }", address);
  }

  void click(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  /// Selects an item of the menu that is open.
  void choose(String item) {
    page.locator("[role=menu] button").filter(new Locator.FilterOptions().setHasText(item)).click();
  }

  /// Messages of the open conversation that contain the text.
  Locator message(String text) {
    return page.locator(".msg").filter(new Locator.FilterOptions().setHasText(text));
  }

  /// Writes into the open conversation.
  void write(String text) {
    page.locator("#words").fill(text);
    page.locator("#words").press("Enter");
  }

  /// The first heading: the inbox beside a conversation has one of its own.
  Locator heading() {
    return page.locator("h1").first();
  }

  void dark(boolean isDark) {
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(isDark ? ColorScheme.DARK : ColorScheme.LIGHT));
  }

  void screenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("new-desk-" + name + ".png")));
  }

  /// Fails for a violation of the rules of axe, which include WCAG 2.2 A and AA.
  void assertAccessible() throws IOException {
    try (InputStream axe = DeskTab.class.getResourceAsStream("/axe.min.js")) {
      page.evaluate(new String(Objects.requireNonNull(axe).readAllBytes(), UTF_8));
    }
    Assertions.assertThat((List<?>) page.evaluate(VIOLATIONS)).isEmpty();
  }

  /// Fails if the page is wider than the window.
  void assertNoSidewaysScrolling() {
    assertThat(page.locator("html"))
        .hasJSProperty("scrollWidth", page.evaluate("() => document.documentElement.clientWidth"));
  }

  @Override
  public void close() {
    window.close();
    Assertions.assertThat(errors).isEmpty();
  }
}
