package id.balas.system.phone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/// The desk page in its own window, with the actions of a user.
final class DeskWindow implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final BrowserContext window;
  private final Page page;
  private final List<String> errors = new ArrayList<>();

  DeskWindow(Browser browser, String url) {
    window =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setReducedMotion(ReducedMotion.REDUCE));
    page = window.newPage();
    page.onConsoleMessage(message -> {
      // Failed calls are part of the tests.
      if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
        errors.add(message.text());
      }
    });
    page.onPageError(errors::add);
    page.navigate(url);
  }

  Page page() {
    return page;
  }

  void signIn(String user, String password) {
    page.locator("#identifier").fill(user);
    page.locator("#password").fill(password);
    page.locator("#door-button").click();
  }

  void open(String place) {
    page.locator(".places a").filter(new Locator.FilterOptions().setHasText(place)).click();
    assertThat(page.locator("#sheet h1")).hasText(place);
  }

  void show(String filter) {
    page.locator("#filters label").filter(new Locator.FilterOptions().setHasText(filter)).click();
  }

  void click(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  Locator rows() {
    return page.locator(".row");
  }

  void reply(String words) {
    page.locator("#words").fill(words);
    page.locator("#words").press("Enter");
  }

  void screenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("desk-" + name + ".png")));
  }

  /// Fails if the page logged an error or a content security policy violation.
  @Override
  public void close() {
    window.close();
    Assertions.assertThat(errors).isEmpty();
  }
}
