package id.balas.auth.page;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The files of the desk and of the API documentation, over HTTP.
class PagesIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private final Client client = Client.stranger(RunningService.shared());

  @Test
  void browserIsLedToTheDeskAndProgramGetsHealth() {
    Client.Answer page =
        client.send("GET", "/", null, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

    assertThat(page.status()).isEqualTo(302);
    assertThat(page.header("Location")).isEqualTo("/desk/");
    assertThat(page.header("Vary")).containsIgnoringCase("accept");
    assertThat(client.send("GET", "/", null, "Accept", "*/*").body())
        .isEqualTo("{\"status\":\"ok\"}");
    assertThat(client.get("/").body()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Asvs({"1.3.2", "3.4.3", "3.4.6", "4.1.1", "14.2.3"})
  @Test
  void deskIsRevalidatedAndItsFilesAreKept() throws Exception {
    Client.Answer page = client.get("/desk/").is(200);

    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.response().headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'")
        .doesNotContain("unsafe");
    assertThat(page.body())
        .contains("<title>Balas</title>")
        .doesNotContain("<script>")
        .doesNotContain("style=");
    String tag = String.valueOf(page.header("ETag"));
    assertThat(tag).startsWith("W/\"");
    assertThat(client.send("GET", "/desk/", null, "If-None-Match", tag).status()).isEqualTo(304);
    List<String> names =
        Pattern.compile("/desk/[^\"]+")
            .matcher(page.body())
            .results()
            .map(MatchResult::group)
            .distinct()
            .toList();
    assertThat(names).hasSizeGreaterThan(2);
    for (String name : names) {
      HttpResponse<byte[]> file = compressed(name);
      assertThat(file.headers().firstValue("Content-Encoding")).as(name).contains("gzip");
      assertThat(file.headers().firstValue("Vary").orElseThrow())
          .containsIgnoringCase("accept-encoding");
      assertThat(file.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
      assertThat(file.headers().allValues("Content-Security-Policy")).hasSize(1);
      assertThat(unzipped(file)).isEqualTo(client.get(name).is(200).body());
    }
  }

  @Asvs("13.4.3")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/desk/none.js",
        "/desk/desk.html.bak",
        "/desk/none-ABCDEFGH.js",
        "/docs/none.js",
        // Files of Swagger UI that the page does not use.
        "/docs/oauth2-redirect.html",
        "/docs/swagger-initializer.js"
      })
  void unknownFilesAreNotFound(String path) {
    assertThat(client.get(path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs/swagger-ui-bundle.js", "/docs/openapi"})
  void pageFilesAndJsonAreCompressed(String path) throws Exception {
    HttpResponse<byte[]> answer = compressed(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(unzipped(answer)).isEqualTo(client.get(path).body());
  }

  private static HttpResponse<byte[]> compressed(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(RunningService.shared().uri(path)))
            .header("Accept-Encoding", "gzip")
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static String unzipped(HttpResponse<byte[]> answer) throws IOException {
    try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(unzipped.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void docsPageShowsTheDocumentsOfAllServices() {
    assertThat(client.get("/docs").is(200).body()).contains("swagger-ui-bundle.js");
    assertThat(client.get("/docs/swagger-ui-bundle.js").status()).isEqualTo(200);
    assertThat(client.get("/docs/swagger-ui-standalone-preset.js").status()).isEqualTo(200);
    assertThat(client.get("/docs/openapi").is(200).body())
        .contains("\"/auth/login\"")
        .contains("For: anybody");
    String start = client.get("/docs/start.js").is(200).body();
    for (String service : List.of("bot-service", "sender-service", "ingest-service")) {
      assertThat(start).contains("/docs/openapi/" + service);
    }
    assertThat(client.get("/docs/openapi/none").status()).isEqualTo(404);
  }
}
