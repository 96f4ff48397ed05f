package id.balas.fakewhapi;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.Response;
import id.balas.fakewhapi.page.PhonePage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhonePageTests {

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/phone/main.js, text/javascript",
    "/phone/tokens.css, text/css",
    "/phone/icon.svg, image/svg+xml"
  })
  void pageFilesAreServed(String path, String type) {
    Response response = PhonePage.handle(get(path));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.type()).startsWith(type);
    assertThat(response.body()).isNotEmpty();
  }

  @Test
  void policyBlocksInlineAndForeignCode() {
    assertThat(PhonePage.handle(get("/")).headers().get("Content-Security-Policy"))
        .contains(
            "default-src 'none'",
            "script-src 'self';",
            "style-src 'self';",
            "require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "http", "*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/phone/",
        "/phone/absent.js",
        "/phone/../payloads/48-minimal.json",
        "/phone/%2e%2e/payloads/48-minimal.json",
        "/phone/main.class"
      })
  void otherPathsAreNotFound(String path) {
    assertThat(PhonePage.handle(get(path)).status()).isEqualTo(404);
  }

  @Test
  void otherCallsAreNotPageCalls() {
    assertThat(PhonePage.has(get("/messages/list"))).isFalse();
    assertThat(PhonePage.has(new Call("POST", "/", Map.of(), Map.of(), new byte[0]))).isFalse();
  }

  private static Call get(String path) {
    return new Call("GET", path, Map.of(), Map.<String, List<String>>of(), new byte[0]);
  }
}
