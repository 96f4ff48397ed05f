package id.balas.service.web.binding;

import id.balas.service.web.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/// Rejects a JSON body before it is parsed: with 413 if it has more than 512 KiB, and with 400 if
/// it has half of a surrogate pair, which neither a JSON answer, Kafka nor PostgreSQL can hold. The
/// parser lets it pass.
@ControllerAdvice
final class JsonBodyCheck extends RequestBodyAdviceAdapter {

  private static final int LARGEST = 512 * 1024;

  // A whole pair and every other escape are skipped. The parser refuses a half that is not escaped.
  private static final Pattern HALF =
      Pattern.compile(
          "\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}"
              + "|(\\\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\\\.",
          Pattern.DOTALL);

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return converter == JacksonJsonHttpMessageConverter.class;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter)
      throws IOException {
    byte[] bytes = message.getBody().readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw ProblemException.tooLarge(
          "The body is larger than " + LARGEST / 1024 + " KiB. Send a smaller one.");
    }
    if (hasHalfPair(bytes)) {
      throw ProblemException.invalid(
          "body", "must not contain half of a surrogate pair, such as \\ud83d alone.");
    }
    return new Read(message.getHeaders(), new ByteArrayInputStream(bytes));
  }

  private static boolean hasHalfPair(byte[] json) {
    return HALF.matcher(new String(json, StandardCharsets.ISO_8859_1))
        .results()
        .anyMatch(found -> found.group(1) != null);
  }

  private record Read(HttpHeaders headers, InputStream body) implements HttpInputMessage {

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public InputStream getBody() {
      return body;
    }
  }
}
