package id.balas.whapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhapiAnswerTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          404 | {"error":{"message":"chat not found"}}    | true
          404 | {"code":404,"error":"Chat is not found."} | true
          404 | {"error":{"message":"channel not found"}} | false
          404 | {"error":"Channel is not found"}          | false
          404 | {"error":{"message":"message not found"}} | false
          404 | {"error":"Not Found"}                     | false
          404 | {"message":"chat service not found"}      | false
          404 | {"message":"no Route matched"}            | false
          404 | <h1>Not Found</h1>                        | false
          400 | {"error":{"message":"chat not found"}}    | false
          """)
  void onlyTheProviderReportsMissingChat(int status, String body, boolean expected) {
    assertThat(new WhapiAnswer(status, body.getBytes(UTF_8), null).isNotFound("chat"))
        .isEqualTo(expected);
  }

  @Test
  void malformedUtf8DoesNotHideTheAnswer() {
    byte[] body = "{\"message\":{\"id\":\"W-1\"},\"name\":\"?\"}".getBytes(UTF_8);
    body[body.length - 3] = (byte) 0xff;
    assertThat(new WhapiAnswer(200, body, null).json().path("message").path("id").asString(""))
        .isEqualTo("W-1");
  }

  @Test
  void reasonIsCutWithoutHalfASurrogatePair() {
    String text = "x".repeat(295) + "\ud83d\ude00";
    String reason = new WhapiAnswer(400, text.getBytes(UTF_8), null).reason();
    assertThat(reason).startsWith("400 xxx").hasSizeLessThan(310);
    assertThat(reason.chars().noneMatch(c -> Character.isSurrogate((char) c))).isTrue();
  }

  @Test
  void explanationOmitsTextOfProxy() {
    assertThat(new WhapiAnswer(502, "<html>Bad Gateway</html>".getBytes(UTF_8), null).explanation())
        .isEqualTo("the provider answered 502");
  }
}
