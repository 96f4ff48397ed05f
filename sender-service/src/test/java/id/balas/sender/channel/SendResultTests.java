package id.balas.sender.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import id.balas.sender.channel.SendResult.Rejected;
import id.balas.sender.channel.SendResult.Throttled;
import id.balas.sender.channel.SendResult.Unknown;
import id.balas.whapi.WhapiAnswer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendResultTests {

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
          400 | {"error":{"code":400,"message":"wrong parameters","details":"to"}}      | Rejected[reason=400 wrong parameters: to, isMissing=false]
          400 | Bad Request                                                             | Rejected[reason=400 Bad Request, isMissing=false]
          401 | {"error":{"code":401,"message":"need channel authorization"}}           | ChannelDown[trouble=UNLINKED, reason=401 need channel authorization]
          401 | ''                                                                      | ChannelDown[trouble=UNLINKED, reason=401]
          402 | {"code":402,"error":"trial version limit exceeded"}                     | ChannelDown[trouble=LIMIT, reason=402 trial version limit exceeded]
          403 | {"code":403,"message":"forbidden"}                                      | Rejected[reason=403 forbidden, isMissing=false]
          403 | <html>Attention Required!</html>                                        | NotSent[reason=refused before it reached the provider: 403 <html>Attention Required!</html>]
          404 | {"error":{"code":404,"message":"Channel not found"}}                    | ChannelDown[trouble=REMOVED, reason=404 Channel not found]
          404 | {"code":404,"error":"channel not found"}                                | ChannelDown[trouble=REMOVED, reason=404 channel not found]
          404 | {"error":{"code":404,"message":"media not found"}}                      | Rejected[reason=404 media not found, isMissing=false]
          404 | {"code":404,"error":"Channel is not found"}                             | ChannelDown[trouble=REMOVED, reason=404 Channel is not found]
          404 | <h1>Not Found</h1>                                                      | NotSent[reason=refused before it reached the provider: 404 <h1>Not Found</h1>]
          405 | ''                                                                      | NotSent[reason=refused before it reached the provider: 405]
          407 | proxy                                                                   | NotSent[reason=refused before it reached the provider: 407 proxy]
          408 | ''                                                                      | Unknown[reason=408]
          413 | too large                                                               | Rejected[reason=413 too large, isMissing=false]
          415 | {"error":"unsupported media type"}                                      | Rejected[reason=415 unsupported media type, isMissing=false]
          429 | {"error":{"code":429,"message":"too many requests"}}                    | Throttled[reason=429 too many requests, retryAfter=null]
          500 | {"error":{"code":500,"message":"internal error"}}                       | Unknown[reason=500 internal error]
          500 | {"error":{"code":500,"mess                                              | Unknown[reason=500 {"error":{"code":500,"mess]
          502 | <html><h1>Bad Gateway</h1></html>                                       | Unknown[reason=502 <html><h1>Bad Gateway</h1></html>]
          504 | ''                                                                      | Unknown[reason=504]
          """)
  void everyErrorResponseHasItsResult(int status, String body, String expected) {
    assertThat(SendResult.of(answer(status, body, null))).hasToString(expected);
  }

  @Test
  void actNeedsNoMessageId() {
    assertThat(SendResult.ofAct(answer(200, "{\"success\":true}", null)))
        .hasToString("Accepted[messageId=null]");
    assertThat(SendResult.ofAct(answer(200, "{\"sent\":true,\"message\":{\"id\":\"W-1\"}}", null)))
        .hasToString("Accepted[messageId=null]");
    assertThat(SendResult.ofAct(answer(200, "{\"success\":false}", null)))
        .hasToString("Unknown[reason=answered 200 without a success]");
    assertThat(SendResult.ofAct(answer(404, "{\"error\":\"message not found\"}", null)))
        .hasToString("Rejected[reason=404 message not found, isMissing=true]");
    assertThat(SendResult.ofAct(answer(404, "{\"error\":\"Not Found\"}", null)))
        .hasToString("Rejected[reason=404 Not Found, isMissing=false]");
  }

  @Test
  void retryAfterIsRead() {
    assertThat(SendResult.of(answer(429, "{}", Duration.ofSeconds(7))))
        .isInstanceOfSatisfying(
            Throttled.class, t -> assertThat(t.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
  }

  @Test
  void reasonIsStorableText() {
    assertThat(SendResult.of(answer(400, "a\0b\n  c" + "x".repeat(5000), null)))
        .isInstanceOfSatisfying(
            Rejected.class,
            r -> assertThat(r.reason()).startsWith("400 a b cx").hasSizeLessThan(310));
    String escaped = "{\"error\":\"a\\u0000b\\n  c\\ud83d" + "x".repeat(5000) + "\"}";
    assertThat(SendResult.of(answer(400, escaped, null)))
        .isInstanceOfSatisfying(
            Rejected.class,
            r -> assertThat(r.reason()).startsWith("400 a b c x").hasSizeLessThan(310));
  }

  @Test
  void unstorableProviderIdIsUnknown() {
    String id = "W".repeat(129);
    assertThat(
            SendResult.of(answer(200, "{\"sent\":true,\"message\":{\"id\":\"" + id + "\"}}", null)))
        .isInstanceOf(Unknown.class);
  }

  @Test
  void deeplyNestedResponseIsUnknown() {
    assertThat(SendResult.of(answer(200, "[".repeat(1_000_000), null))).isInstanceOf(Unknown.class);
  }

  private static WhapiAnswer answer(int status, String body, @Nullable Duration retryAfter) {
    return new WhapiAnswer(status, body.getBytes(UTF_8), retryAfter);
  }
}
