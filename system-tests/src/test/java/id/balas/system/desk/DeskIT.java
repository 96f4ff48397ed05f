package id.balas.system.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Response;
import id.balas.system.TestStack;
import id.balas.system.phone.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Loading, sessions, languages and the admins' views of the desk.
@Order(2)
class DeskIT {

  private static final int LIMIT = 80 * 1024;
  private static final List<String> VIEWS =
      List.of("#/inbox", "#/deliveries", "#/users", "#/audit", "#/help", "#/account", "#/nonsense");

  private static String url = "";
  private static Chromium chromium;
  private static DeskUsers users;

  @BeforeAll
  static void start() throws IOException {
    Path executable = Chromium.installed();
    url = TestStack.shared().stack().auth().url();
    chromium = Chromium.start(executable);
    users = new DeskUsers(url);
    setDefaultAssertionTimeout(20_000);
  }

  @AfterAll
  static void end() {
    if (chromium != null) {
      chromium.close();
    }
  }

  private static DeskTab laptop() {
    return DeskTab.open(chromium.browser(), url);
  }

  private static DeskTab admin() {
    DeskTab tab = laptop();
    tab.signIn(DeskUsers.ADMIN, DeskUsers.ADMIN_PASSWORD);
    assertThat(tab.page().locator("nav.places")).isVisible();
    return tab;
  }

  @Test
  void firstLoadIsSmallAndKept() {
    try (DeskTab tab = laptop()) {
      List<Response> answers = new ArrayList<>();
      tab.page().onResponse(answers::add);
      tab.page().reload();
      assertThat(tab.heading()).hasText("Sign in to Balas");

      List<Response> files =
          answers.stream().filter(answer -> answer.url().contains("/desk/")).toList();
      Assertions.assertThat(files).hasSizeGreaterThan(2);
      // The browser knows the compressed sizes even of the files that it kept.
      var size =
          (Number)
              tab.page()
                  .evaluate(
                      "() => performance.getEntries().reduce((sum, entry) => sum + (entry.encodedBodySize ?? 0), 0)");
      Assertions.assertThat(size.intValue()).isBetween(LIMIT / 4, LIMIT);
      for (Response file : files) {
        Map<String, String> headers = file.headers();
        boolean isPage = file.url().endsWith("/desk/");
        // The page itself may be too small to be compressed.
        if (!isPage) {
          Assertions.assertThat(headers.get("content-encoding")).as(file.url()).isEqualTo("gzip");
        }
        Assertions.assertThat(headers.get("cache-control"))
            .as(file.url())
            .contains(isPage ? "no-cache" : "immutable");
        Assertions.assertThat(headers.get("content-security-policy"))
            .as(file.url())
            .contains("default-src 'none'", "require-trusted-types-for 'script'");
      }
    }
  }

  // Row 1 of the review: the page went on showing chats, and every call failed.
  @Test
  void endedSessionClearsThePage() {
    users.agent("desk-ended", "Ended Agent");
    try (DeskTab tab = laptop()) {
      tab.signIn("desk-ended", DeskUsers.PASSWORD);
      assertThat(tab.page().locator("nav.places")).isVisible();
      users.endSessions("desk-ended");
      tab.go("#/help");
      tab.go("#/inbox");
      // The stream is closed within seconds; a call at the latest shows it.
      assertThat(tab.heading()).hasText("Sign in to Balas");
      assertThat(tab.page().locator(".door-notice"))
          .hasText("Your session has ended. Sign in again.");
      assertThat(tab.page().locator("nav.places")).hasCount(0);
      tab.screenshot("ended");
      tab.signIn("desk-ended", DeskUsers.PASSWORD);
      assertThat(tab.page().locator("nav.places")).isVisible();
    }
  }

  @Test
  void tabsShareTheSession() {
    users.agent("desk-tabs", "Tabs Agent");
    try (DeskTab first = laptop()) {
      DeskTab second = first.another();
      assertThat(second.heading()).hasText("Sign in to Balas");
      first.signIn("desk-tabs", DeskUsers.PASSWORD);
      assertThat(first.page().locator("nav.places")).isVisible();
      assertThat(second.page().locator("nav.places")).isVisible();
      second.page().reload();
      assertThat(second.page().locator("nav.places")).isVisible();
      second.click("Account of Tabs Agent");
      second.choose("Sign out");
      assertThat(second.page().locator(".door-notice")).hasText("You are signed out.");
      assertThat(first.page().locator(".door-notice")).hasText("You are signed out.");
    }
  }

  @Test
  void agentChoosesToBeAvailable() {
    users.agent("desk-available", "Available Agent");
    String admin = users.token(DeskUsers.ADMIN, DeskUsers.ADMIN_PASSWORD);
    try (DeskTab tab = laptop()) {
      tab.signIn("desk-available", DeskUsers.PASSWORD);
      tab.click("Account of Available Agent");
      assertThat(chosen(tab)).containsText("Unavailable");
      tab.choose("You get new chats");
      await()
          .untilAsserted(() ->
              Assertions.assertThat(availability("desk-available", admin)).isEqualTo("AVAILABLE"));
      tab.page().reload();
      assertThat(tab.page().locator(".user-menu.is-available")).isVisible();
      tab.click("Account of Available Agent");
      assertThat(chosen(tab)).containsText("You get new chats");
      tab.screenshot("available");
    }
  }

  private static Locator chosen(DeskTab tab) {
    return tab.page().locator("[role=menu] [aria-checked=true]").first();
  }

  private static String availability(String username, String token) {
    for (JsonNode agent : users.read("/agents", token).path("agents")) {
      if (agent.path("username").asString().equals(username)) {
        return agent.path("availability").asString();
      }
    }
    return "";
  }

  @Test
  void wrongPasswordIsExplainedInTheBrowsersLanguage() {
    try (DeskTab tab = DeskTab.open(chromium.browser(), url, "id-ID", 360, 740)) {
      assertThat(tab.heading()).hasText("Masuk ke Balas");
      assertThat(tab.page().locator("html")).hasAttribute("lang", "id");
      tab.signIn(DeskUsers.ADMIN, "bukan-kata-sandi");
      assertThat(tab.page().locator(".door-problem"))
          .hasText("Nama pengguna atau kata sandi salah.");
      tab.click("English");
      assertThat(tab.heading()).hasText("Sign in to Balas");
      tab.page().reload();
      assertThat(tab.heading()).hasText("Sign in to Balas");
      assertThat(tab.page().locator("html")).hasAttribute("lang", "en");
    }
  }

  @Test
  void adminInvitesAnAgentWhoRegisters() {
    try (DeskTab tab = admin()) {
      tab.go("#/users");
      tab.click("Invite user");
      tab.click("Create link");
      String link = tab.page().locator(".copy-box code").innerText();
      assertThat(tab.page().locator("dialog")).containsText("Expires");
      tab.page()
          .locator(".dialog-buttons button")
          .filter(new FilterOptions().setHasText("Close"))
          .click();
      assertThat(tab.page().locator("table")).hasCount(2);
      try (DeskTab agent = laptop()) {
        agent.go(link.substring(link.indexOf('#')));
        assertThat(agent.heading()).hasText("You are invited to Balas");
        agent.page().locator("input[name=name]").fill("Rudi Hartono");
        agent.page().locator("input[name=email]").fill("desk-rudi@example.com");
        agent.page().locator("input[name=username]").fill("desk-rudi");
        agent.page().locator("input[name=password]").fill(DeskUsers.PASSWORD);
        agent.click("Register");
        assertThat(agent.page().locator("nav.places a")).hasCount(2);
        agent.go("#/users");
        assertThat(agent.heading()).hasText("Page not found");
      }
      tab.page().reload();
      tab.click("Actions for Rudi Hartono");
      tab.choose("Disable");
      assertThat(tab.page().locator("dialog")).containsText("is signed out at once");
      tab.click("Disable");
      assertThat(row(tab, "Rudi Hartono")).containsText("Disabled");
      tab.click("Undo");
      assertThat(row(tab, "Rudi Hartono")).containsText("Active");
      tab.go("#/audit");
      assertThat(tab.page().locator("table")).containsText("Invitation created");
      assertThat(tab.page().locator("table")).not().containsText("invitation.issued");
    }
  }

  private static Locator row(DeskTab tab, String text) {
    return tab.page().locator("tbody tr").filter(new FilterOptions().setHasText(text));
  }

  @Tag("long")
  @Test
  void everyViewIsAccessibleInBothLanguagesAndColours() throws IOException {
    try (DeskTab tab = admin()) {
      for (boolean isPhone : List.of(false, true)) {
        tab.page().setViewportSize(isPhone ? 360 : 1440, isPhone ? 740 : 900);
        for (boolean isDark : List.of(false, true)) {
          tab.dark(isDark);
          for (String view : VIEWS) {
            tab.go(view);
            assertThat(tab.page().locator("main .spinner")).hasCount(0);
            tab.screenshot(view.substring(2) + (isPhone ? "-phone" : "") + (isDark ? "-dark" : ""));
            tab.assertAccessible();
            tab.assertNoSidewaysScrolling();
          }
        }
      }
    }
  }

  @Test
  void noTextIsMissing() {
    // A key such as `users.name` in the page is a text that is missing.
    Pattern key =
        Pattern.compile(
            "\\b(?:account|api|app|audit|compose|conv|conversation|deliveries|help|inbox|session|ui|users)\\.[a-z][A-Za-z.]*\\b|\\{\\w+\\}|undefined|NaN|Invalid Date");
    try (DeskTab tab = admin()) {
      for (String language : List.of("English", "Bahasa Indonesia")) {
        tab.page().locator(".user-menu button").first().click();
        tab.choose(language);
        // Before a view is opened that brings further texts.
        tab.page().reload();
        tab.page().locator(".user-menu button").first().click();
        Assertions.assertThat(tab.page().locator("[role=menu]").innerText())
            .doesNotContainPattern(key);
        tab.page().keyboard().press("Escape");
        for (String view : VIEWS) {
          tab.go(view);
          assertThat(tab.page().locator("main .spinner")).hasCount(0);
          Assertions.assertThat(tab.page().locator("body").innerText())
              .as(language + view)
              .doesNotContainPattern(key);
          tab.screenshot(
              view.substring(2)
                  + "-"
                  + language.substring(0, 2).toLowerCase(java.util.Locale.ROOT));
        }
      }
    }
  }
}
