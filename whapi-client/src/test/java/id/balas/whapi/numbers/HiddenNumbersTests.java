package id.balas.whapi.numbers;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import id.balas.events.value.ChatKey;
import id.balas.whapi.ProviderClock;
import id.balas.whapi.WhapiHttp;
import id.balas.whapi.WhapiProperties;
import id.balas.whapi.WhapiUnavailableException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenNumbersTests {

  private static final String PHONE = "6281112223334@s.whatsapp.net";
  private static final String LID = "123456789012345678@lid";

  @RegisterExtension
  static final WireMockExtension WHAPI =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.options().dynamicPort())
          .build();

  private HiddenNumbers numbers;

  @BeforeEach
  void start() {
    WhapiProperties settings =
        new WhapiProperties(
            URI.create(WHAPI.baseUrl()),
            "a-token",
            "",
            Duration.ofSeconds(5),
            Duration.ofSeconds(15));
    ProviderClock clock = new ProviderClock(Clock.systemUTC());
    numbers = new HiddenNumbers(new WhapiHttp(settings, settings.longestCall(), clock));
  }

  private Optional<String> otherId(String chatId) {
    return numbers.otherId(new ChatKey("default", chatId)).map(ChatKey::chatId);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"lid":"123456789012345678@lid"}
          {"lid":"123456789012345678"}
          {"id":"6281112223334@s.whatsapp.net","lid":"123456789012345678@lid"}
          {"6281112223334":{"lid":"123456789012345678@lid"}}
          {"lids":["123456789012345678@lid"]}
          "123456789012345678@lid"
          """)
  void readsHiddenNumberOfPhone(String answer) {
    WHAPI.stubFor(get("/contacts/lids/" + PHONE).willReturn(okJson(answer)));
    assertThat(otherId(PHONE)).contains(LID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ids  | {"id":"6281112223334@s.whatsapp.net"}
          ids  | {"id":"6281112223334@c.us"}
          ids  | {"id":"6281112223334"}
          lids | {"id":"6281112223334@s.whatsapp.net","lid":"123456789012345678@lid"}
          lids | {"contact":{"lid":"123456789012345678@lid","id":"6281112223334"}}
          """)
  void readsPhoneOfHiddenNumberAtEitherPath(String path, String answer) {
    WHAPI.stubFor(get("/contacts/" + path + "/" + LID).willReturn(okJson(answer)));
    assertThat(otherId(LID)).contains(PHONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "{\"lid\":null}",
        "{\"lid\":\"\"}",
        "{\"lid\":\"../health@lid\"}",
        "<html>",
        ""
      })
  void otherResponsesGiveNoNumber(String answer) {
    WHAPI.stubFor(get("/contacts/lids/" + PHONE).willReturn(okJson(answer)));
    assertThat(otherId(PHONE)).isEmpty();
  }

  @Test
  void oneQueryAnswersBothDirections() {
    WHAPI.stubFor(get("/contacts/lids/" + PHONE).willReturn(okJson("{\"lid\":\"" + LID + "\"}")));
    otherId(PHONE);
    otherId(PHONE);
    assertThat(otherId(LID)).contains(PHONE);
    WHAPI.verify(1, getRequestedFor(anyUrl()));
  }

  @Test
  void unknownNumberHasNoOther() {
    assertThat(otherId(PHONE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 410, 422})
  void rejectedNumberHasNoOther(int status) {
    WHAPI.stubFor(get("/contacts/lids/" + PHONE).willReturn(aResponse().withStatus(status)));
    assertThat(otherId(PHONE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 402, 429, 500, 503})
  void errorIsNotAMissingNumber(int status) {
    WHAPI.stubFor(get("/contacts/lids/" + PHONE).willReturn(aResponse().withStatus(status)));
    assertThatExceptionOfType(WhapiUnavailableException.class).isThrownBy(() -> otherId(PHONE));
  }
}
