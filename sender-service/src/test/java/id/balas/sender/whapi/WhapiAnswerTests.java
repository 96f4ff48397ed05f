package id.balas.sender.whapi;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.sender.whapi.SendResult.Rejected;
import id.balas.sender.whapi.SendResult.Throttled;
import id.balas.sender.whapi.SendResult.Unknown;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhapiAnswerTests {

  private static final Instant NOW = Instant.parse("2026-10-21T07:27:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          200 | {"sent":true,"message":{"id":"W-1","status":"pending"}}                 | Accepted[messageId=W-1]
          201 | {"sent":true,"message":{"id":"W-1"}}                                    | Accepted[messageId=W-1]
          200 | {"sent":false,"message":{"id":"W-1"}}                                   | Unknown[reason=answered 200 without a message id]
          200 | {"message":{"id":"W-1"}}                                                | Unknown[reason=answered 200 without a message id]
          200 | {"sent":true,"id":"W-1"}                                                | Unknown[reason=answered 200 without a message id]
          200 | {"sent":true,"message":{"id":null}}                                     | Unknown[reason=answered 200 without a message id]
          200 | {"sent":true,"message":{"id":"W 1"}}                                    | Unknown[reason=answered 200 without a message id]
          200 | {"sent":true,"message":"W-1"}                                           | Unknown[reason=answered 200 without a message id]
          200 | {"sent":true,"message":{"id":"W-1"                                      | Unknown[reason=answered 200 without a message id]
          200 | [1]                                                                     | Unknown[reason=answered 200 without a message id]
          200 | null                                                                    | Unknown[reason=answered 200 without a message id]
          200 | <html>ok</html>                                                         | Unknown[reason=answered 200 without a message id]
          200 | ''                                                                      | Unknown[reason=answered 200 without a message id]
          204 | ''                                                                      | Unknown[reason=204]
          302 | moved                                                                   | Unknown[reason=302 moved]
          400 | {"error":{"code":400,"message":"wrong parameters","details":"to"}}      | Rejected[reason=400 wrong parameters: to]
          400 | Bad Request                                                             | Rejected[reason=400 Bad Request]
          401 | {"error":{"code":401,"message":"need channel authorization"}}           | ChannelDown[trouble=UNLINKED, reason=401 need channel authorization]
          401 | ''                                                                      | ChannelDown[trouble=UNLINKED, reason=401]
          402 | {"code":402,"error":"trial version limit exceeded"}                     | ChannelDown[trouble=LIMIT, reason=402 trial version limit exceeded]
          403 | {"code":403,"message":"forbidden"}                                      | Rejected[reason=403 forbidden]
          403 | <html>Attention Required!</html>                                        | NotSent[reason=refused on the way to the provider: 403 <html>Attention Required!</html>]
          404 | {"error":{"code":404,"message":"Channel not found"}}                    | ChannelDown[trouble=REMOVED, reason=404 Channel not found]
          404 | {"code":404,"error":"channel not found"}                                | ChannelDown[trouble=REMOVED, reason=404 channel not found]
          404 | {"error":{"code":404,"message":"media not found"}}                      | Rejected[reason=404 media not found]
          404 | <h1>Not Found</h1>                                                      | NotSent[reason=refused on the way to the provider: 404 <h1>Not Found</h1>]
          405 | ''                                                                      | NotSent[reason=refused on the way to the provider: 405]
          407 | proxy                                                                   | NotSent[reason=refused on the way to the provider: 407 proxy]
          408 | ''                                                                      | Unknown[reason=408]
          413 | too large                                                               | Rejected[reason=413 too large]
          415 | {"error":"unsupported media type"}                                      | Rejected[reason=415 unsupported media type]
          429 | {"error":{"code":429,"message":"too many requests"}}                    | Throttled[reason=429 too many requests, retryAfter=null]
          500 | {"error":{"code":500,"message":"internal error"}}                       | Unknown[reason=500 internal error]
          500 | {"error":{"code":500,"mess                                              | Unknown[reason=500 {"error":{"code":500,"mess]
          502 | <html><h1>Bad Gateway</h1></html>                                       | Unknown[reason=502 <html><h1>Bad Gateway</h1></html>]
          504 | ''                                                                      | Unknown[reason=504]
          """)
  void tellsFromEveryShapeOfAnswerWhoseTroubleItIs(int status, String body, String expected) {
    assertThat(new WhapiAnswer(status, body, null).result()).hasToString(expected);
  }

  @Test
  void honoursTheWaitThatTheProviderNames() {
    assertThat(new WhapiAnswer(429, "{}", Duration.ofSeconds(7)).result())
        .isInstanceOfSatisfying(
            Throttled.class, t -> assertThat(t.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7                             | PT7S
          0                             | PT0S
           120                          | PT2M
          Wed, 21 Oct 2026 07:28:00 GMT | PT1M
          Wed, 21 Oct 2026 07:00:00 GMT | PT0S
          """)
  void readsTheWaitInSecondsAndAsADate(String header, Duration wait) {
    assertThat(RetryAfter.of(header, NOW)).isEqualTo(wait);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "-1", "1.5", "99999999999999999999", "Wed, 99 Oct 2026 07:28:00 GMT"})
  void asksNoWaitOfAHeaderThatNobodyCanRead(String header) {
    assertThat(RetryAfter.of(header, NOW)).isNull();
  }

  @Test
  void keepsNoReasonThatTheDatabaseCannotHold() {
    assertThat(new WhapiAnswer(400, "a\0b\n  c\ud83d" + "x".repeat(5000), null).result())
        .isInstanceOfSatisfying(
            Rejected.class,
            r -> assertThat(r.reason()).startsWith("400 a b c x").hasSizeLessThan(310));
  }

  @Test
  void takesNoIdThatTheDatabaseCannotHold() {
    String id = "W".repeat(129);
    assertThat(
            new WhapiAnswer(200, "{\"sent\":true,\"message\":{\"id\":\"" + id + "\"}}", null)
                .result())
        .isInstanceOf(Unknown.class);
  }

  @Test
  void survivesAnAnswerThatIsNestedWithoutEnd() {
    assertThat(new WhapiAnswer(200, "[".repeat(1_000_000), null).result())
        .isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | {"error":{"message":"chat not found"}}    | true
          404 | {"error":{"message":"channel not found"}} | false
          404 | {"message":"no Route matched"}            | false
          404 | <h1>Not Found</h1>                        | false
          400 | {"error":{"message":"chat not found"}}    | false
          """)
  void takesOnlyTheProvidersOwnWordForNotHavingAChat(int status, String body, boolean expected) {
    assertThat(new WhapiAnswer(status, body, null).saysNotFound()).isEqualTo(expected);
  }
}
