package id.balas.whapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.balas.ingest.testing.ProviderServer;
import id.balas.ingest.testing.ProviderServer.Account;
import id.balas.whapi.numbers.HiddenNumberCache;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhapiClientTests {

  private static final String TOO_MANY = "{\"code\":429,\"error\":\"too many requests\"}";

  private final ProviderServer provider = new ProviderServer();
  private final Account account = provider.account("t0k3n");

  @AfterEach
  void stop() {
    provider.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | {"error":{"code":401,"message":"need channel authorization"}} | the provider answered 401 (need channel authorization); link the number
          402 | {"code":402,"error":"trial version limit exceeded"} | the provider answered 402 (trial version limit exceeded); the plan's limit is reached
          404 | {"error":{"code":404,"message":"Channel not found"}} | the channel was removed or is not paid
          404 | <html>nginx</html> | check WHAPI_BASE_URL
          500 | {"code":500,"message":"internal error"} | the provider answered 500 (internal error)
          502 | <html>Bad Gateway</html> | the provider answered 502
          301 | | the provider answered 301
          200 | <html>maintenance</html> | the provider answered 200 without valid JSON
          200 | "words" | the provider answered 200 without valid JSON
          """)
  void failuresAreExplainedInASentence(int status, String body, String sentence) {
    account.respondsInstead("/", 1, status, body == null ? "" : body, Map.of());
    assertThatThrownBy(() -> client("a:t0k3n").settings("a"))
        .isInstanceOf(WhapiUnavailableException.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("t0k3n")
        .hasMessageNotContaining("html");
  }

  @Test
  void waitsForRetryAfterUpToALimit() {
    account.respondsInstead("/", 2, 429, TOO_MANY, Map.of("Retry-After", "0"));
    assertThat(client("a:t0k3n").health("a")).isEqualTo("AUTH");

    account.respondsInstead("/", 9, 429, TOO_MANY, Map.of("Retry-After", "0"));
    assertThatThrownBy(() -> client("a:t0k3n").health("a"))
        .hasMessageContaining("429 (too many requests)");
  }

  @Test
  void endlessResponseTimesOut() {
    account.beforeList = () -> await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
    MessageLists lists =
        new MessageLists(
            client("a:t0k3n", new ProviderClock(Clock.systemUTC()), Duration.ofSeconds(2)));
    Instant begun = Instant.now();
    assertThatThrownBy(() -> lists.within("a", Instant.EPOCH, Instant.now(), 10, _ -> {}))
        .isInstanceOf(WhapiUnavailableException.class);
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void rejectsTokenOfAnotherChannel() {
    assertThatThrownBy(() -> client("a:t0k3n,b:other").health("a"))
        .hasMessageContaining("write a:token:MANTIS-TEST into WHAPI_CHANNELS");
    assertThatThrownBy(() -> client("a:t0k3n:MANTIS-ELSE").health("a"))
        .hasMessageContaining("calls this channel MANTIS-TEST");
    assertThat(client("a:t0k3n:MANTIS-TEST,b:other").health("a")).isEqualTo("AUTH");
  }

  @Test
  void retriesLargePageWithSmallerOnes() {
    String half = "x".repeat(60_000);
    for (int i = 0; i < 400; i++) {
      account.has("large-" + i, "6281", 1_000 + i, half);
    }
    Set<String> ids = new HashSet<>();
    boolean all =
        new MessageLists(client("a:t0k3n"))
            .within(
                "a",
                Instant.EPOCH,
                Instant.now(),
                1_000,
                message -> ids.add(message.path("id").asString("")));
    assertThat(all).isTrue();
    assertThat(ids).hasSize(400);
  }

  @Test
  void repeatedPageIsIncomplete() {
    StringBuilder messages = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      messages.append(i == 0 ? "" : ",").append("{\"id\":\"r").append(i).append("\"}");
    }
    account.respondsInstead(
        "/messages/list", 9, 200, "{\"messages\":[" + messages + "],\"total\":500}", Map.of());
    Set<String> ids = new HashSet<>();
    assertThatThrownBy(() ->
            new MessageLists(client("a:t0k3n"))
                .within(
                    "a",
                    Instant.EPOCH,
                    Instant.now(),
                    1_000,
                    message -> ids.add(message.path("id").asString(""))))
        .hasMessageContaining("repeats itself");
  }

  @Test
  void readsHiddenNumbersInTheBackground() {
    account.lids = "{\"6281110001@s.whatsapp.net\":{\"lid\":\"900001@lid\"}}";
    HiddenNumberCache lids =
        new HiddenNumberCache(
            client("a:t0k3n"), Duration.ofHours(1), Duration.ofMillis(200), Clock.systemUTC());
    assertThat(lids.phoneOf("a", "900001@lid")).isNull();
    lids.refreshDue();
    await()
        .untilAsserted(() ->
            assertThat(lids.phoneOf("a", "900001@lid")).isEqualTo("6281110001@s.whatsapp.net"));
    assertThat(lids.phoneOf("a", "900002@lid")).isNull();

    account.lids = "{\"900002@lid\":\"6281110002@s.whatsapp.net\"}";
    await()
        .untilAsserted(() -> {
          lids.refreshDue();
          assertThat(lids.phoneOf("a", "900002@lid")).isEqualTo("6281110002@s.whatsapp.net");
        });
    assertThat(account.asked("GET /contacts/lids")).isEqualTo(2);
  }

  @Test
  void measuresTheProvidersClock() {
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-90));
    ProviderClock clock = new ProviderClock(late);
    assertThat(clock.ahead("a")).isZero();
    client("a:t0k3n", clock).health("a");
    assertThat(clock.ahead("a")).isBetween(Duration.ofSeconds(87), Duration.ofSeconds(92));
    assertThat(Duration.between(clock.now("a"), Instant.now()).abs())
        .isLessThan(Duration.ofSeconds(4));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 301, 404, 502})
  void clockOfAProxyIsNotTheProviders(int status) {
    account.respondsInstead("/settings", 1, status, "<html>", Map.of());
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-90));
    ProviderClock clock = new ProviderClock(late);
    WhapiClient client = client("a:t0k3n", clock);
    assertThatThrownBy(() -> client.settings("a")).isInstanceOf(WhapiUnavailableException.class);
    assertThat(clock.ahead("a")).isZero();
  }

  private WhapiClient client(String channels) {
    return client(channels, new ProviderClock(Clock.systemUTC()));
  }

  private WhapiClient client(String channels, ProviderClock clock) {
    return client(channels, clock, Duration.ofSeconds(30));
  }

  private WhapiClient client(String channels, ProviderClock clock, Duration longestResponse) {
    WhapiProperties settings =
        new WhapiProperties(
            URI.create(provider.url()), "", channels, Duration.ofSeconds(1), longestResponse);
    WhapiHttp http = new WhapiHttp(settings, settings.longestCall(), clock);
    return new WhapiClient(settings, http, Duration.ofSeconds(1));
  }
}
