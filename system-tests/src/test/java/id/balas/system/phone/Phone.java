package id.balas.system.phone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;

/// The phone page in its own window, with the actions of a user.
final class Phone implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final BrowserContext window;
  private final Page page;
  private final List<String> errors = new ArrayList<>();

  private Phone(Browser browser, String url, Browser.NewContextOptions options) {
    this(browser, url, options, "Live");
  }

  private Phone(Browser browser, String url, Browser.NewContextOptions options, String live) {
    window = browser.newContext(options.setReducedMotion(ReducedMotion.REDUCE));
    page = window.newPage();
    page.onConsoleMessage(message -> note(message.type(), message.text()));
    page.onPageError(errors::add);
    page.onDialog(dialog -> {
      errors.add("Unexpected browser dialog: " + dialog.message());
      dialog.dismiss();
    });
    page.navigate(url);
    assertThat(page.locator("#live")).hasText(live);
  }

  static Phone onALaptop(Browser browser, String url) {
    return new Phone(browser, url, new Browser.NewContextOptions().setViewportSize(1280, 800));
  }

  static Phone inTheDark(Browser browser, String url) {
    return new Phone(
        browser,
        url,
        new Browser.NewContextOptions()
            .setViewportSize(1280, 800)
            .setColorScheme(ColorScheme.DARK));
  }

  static Phone inAHand(Browser browser, String url) {
    return new Phone(
        browser,
        url,
        new Browser.NewContextOptions()
            .setViewportSize(360, 740)
            .setHasTouch(true)
            .setIsMobile(true));
  }

  static Phone inIndonesian(Browser browser, String url, int width) {
    return new Phone(
        browser,
        url,
        new Browser.NewContextOptions().setViewportSize(width, 800).setLocale("id-ID"),
        "Terhubung");
  }

  // Failed calls are part of the tests.
  private void note(String type, String text) {
    if (type.equals("error") && !text.startsWith("Failed to load resource")) {
      errors.add(text);
    }
  }

  Page page() {
    return page;
  }

  /// Returns the generated number.
  String addCustomer(String name) {
    page.locator("#add-person").click();
    page.locator("#field-name").fill(name);
    page.locator("dialog button[type=submit]").click();
    assertThat(head()).containsText(name);
    String head = head().innerText();
    return head.substring(head.lastIndexOf(' ') + 1).strip();
  }

  Locator head() {
    return page.locator(".chat-words");
  }

  void open(String name) {
    person(name).click();
    assertThat(head()).containsText(name);
  }

  /// Presses the mouse button and does not release it.
  void press(String name) {
    person(name).hover();
    page.mouse().down();
  }

  private Locator person(String name) {
    return page.locator(".person").filter(new Locator.FilterOptions().setHasText(name)).first();
  }

  void writeAs(String side) {
    page.getByRole(AriaRole.RADIO, new GetByRoleOptions().setName(side)).check();
  }

  void write(String words) {
    page.locator("#words").fill(words);
    page.locator("#words").press("Enter");
    assertThat(rows().filter(new Locator.FilterOptions().setHasText(words)).last()).isVisible();
  }

  void click(String button) {
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(button).setExact(true)).click();
  }

  void openFaults() {
    page.locator(".faults-button").click();
  }

  void fault(String title, boolean on) {
    // "Not sent, error returned" contains "sent, error returned".
    Pattern name = Pattern.compile("^" + title);
    Locator fault = page.getByRole(AriaRole.SWITCH, new GetByRoleOptions().setName(name));
    fault.setChecked(on);
    assertThat(fault)
        .isChecked(
            new com.microsoft.playwright.assertions.LocatorAssertions.IsCheckedOptions()
                .setChecked(on));
  }

  Locator rows() {
    return page.locator(".row");
  }

  /// The messages that Balas sent to the open chat.
  Locator answers() {
    return page.locator(".row[data-source=api]");
  }

  Locator rawOf(Locator row) {
    return row.getByTitle("Raw traffic");
  }

  void actionOn(Locator row, String action) {
    row.locator("[aria-expanded]").click();
    row.locator(".strip")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(action))
        .click();
  }

  void screenshot(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
  }

  /// Fails if the page logged an error or a content security policy violation.
  @Override
  public void close() {
    window.close();
    Assertions.assertThat(errors).isEmpty();
  }
}
