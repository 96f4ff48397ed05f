package id.balas.system.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/// The inbox of an admin in a tab of the desk.
final class InboxTab implements AutoCloseable {

  // Rows are drawn at their place, in any order.
  private static final String NAMES =
      "() => [...document.querySelectorAll('.list-rows > li')].sort((a, b) => a.getBoundingClientRect().top -"
          + " b.getBoundingClientRect().top).map(row => row.querySelector('.chat-row-name').innerText)";

  private final DeskTab tab;
  private final List<String> calls = new ArrayList<>();

  private InboxTab(DeskTab tab) {
    this.tab = tab;
    tab.page().onRequest(request -> calls.add(request.url().replaceFirst("https?://[^/]+", "")));
  }

  static InboxTab open(Browser browser, String url, int width, int height) {
    var inbox = new InboxTab(DeskTab.open(browser, url, "en-GB", width, height));
    inbox.tab.signIn(DeskUsers.ADMIN, DeskUsers.ADMIN_PASSWORD);
    inbox.assertConnection("live");
    return inbox;
  }

  /// Another tab of the same window, signed in already.
  InboxTab another() {
    var other = new InboxTab(tab.another());
    other.assertConnection("live");
    return other;
  }

  DeskTab tab() {
    return tab;
  }

  Page page() {
    return tab.page();
  }

  void assertConnection(String state) {
    assertThat(page().locator(".connection")).hasAttribute("data-state", state);
  }

  /// How often the list of chats was loaded. Its counts are no list.
  long listCalls() {
    return calls.stream().filter(call -> call.matches("/chats(\\?.*)?")).count();
  }

  long streamCalls() {
    return calls.stream().filter(call -> call.equals("/chats/stream")).count();
  }

  void show(String view) {
    tab.go("#/inbox/" + view);
    assertThat(page().locator(".list-rows, .list .empty").first()).isVisible();
  }

  /// The row of a customer, by name.
  Locator row(String name) {
    return page().locator(".chat-row").filter(new FilterOptions().setHasText(name));
  }

  Locator preview(String name) {
    return row(name).locator(".chat-row-preview");
  }

  /// The names of the rows, from the top.
  List<String> names() {
    List<String> names = new ArrayList<>();
    ((List<?>) page().evaluate(NAMES)).forEach(name -> names.add(String.valueOf(name)));
    return names;
  }

  void press(String key) {
    page().keyboard().press(key);
  }

  @Override
  public void close() {
    tab.close();
  }
}
