package id.balas.sender.whapi;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.sender.whapi.SendResult.Rejected;
import id.balas.sender.whapi.SendResult.Throttled;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhapiAnswerTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"sent":true,"message":{"id":"W-1","status":"pending"}}                 | Accepted[messageId=W-1]
          201 | {"sent":true,"message":{"id":"W-1"}}                                    | Accepted[messageId=W-1]
          200 | {"sent":false,"message":{"id":"W-1"}}                                   | Unknown[reason=answered 200 without a message id]
          200 | {"sent":true,"id":"W-1"}                                                | Unknown[reason=answered 200 without a message id]
          200 | <html>ok</html>                                                         | Unknown[reason=answered 200 without a message id]
          400 | {"error":{"code":400,"message":"wrong parameters","details":"to"}}      | Rejected[reason=400 wrong parameters: to]
          401 | {"error":{"code":401,"message":"need channel authorization"}}           | ChannelDown[trouble=UNLINKED, reason=401 need channel authorization]
          402 | {"code":402,"error":"trial version limit exceeded"}                     | ChannelDown[trouble=LIMIT, reason=402 trial version limit exceeded]
          403 | {"code":403,"message":"forbidden"}                                      | Rejected[reason=403 forbidden]
          404 | {"error":{"code":404,"message":"Channel not found"}}                    | ChannelDown[trouble=REMOVED, reason=404 Channel not found]
          404 | {"error":{"code":404,"message":"media not found"}}                      | Rejected[reason=404 media not found]
          413 | too large                                                               | Rejected[reason=413 too large]
          429 | {"error":{"code":429,"message":"too many requests"}}                    | Throttled[reason=429 too many requests, retryAfter=null]
          500 | {"error":{"code":500,"message":"internal error"}}                       | Unknown[reason=500 internal error]
          502 | <html><h1>Bad Gateway</h1></html>                                       | Unknown[reason=502 <html><h1>Bad Gateway</h1></html>]
          302 | moved                                                                   | Unknown[reason=302 moved]
          """)
  void tellsFromEveryShapeOfAnswerWhoseTroubleItIs(int status, String body, String expected) {
    assertThat(new WhapiAnswer(status, body, null).result()).hasToString(expected);
  }

  @Test
  void honoursTheWaitThatTheProviderNames() {
    assertThat(new WhapiAnswer(429, "{}", "7").result())
        .isInstanceOfSatisfying(Throttled.class, t -> assertThat(t.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    assertThat(new WhapiAnswer(429, "{}", "Wed, 21 Oct 2026 07:28:00 GMT").result())
        .isInstanceOfSatisfying(Throttled.class, t -> assertThat(t.retryAfter()).isNull());
  }

  @Test
  void keepsNoReasonThatTheDatabaseCannotHold() {
    assertThat(new WhapiAnswer(400, "a\0b\n  c" + "x".repeat(5000), null).result())
        .isInstanceOfSatisfying(
            Rejected.class, r -> assertThat(r.reason()).startsWith("400 a b c").hasSizeLessThan(310));
  }
}
