package id.balas.service.web.binding;

import id.balas.service.web.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/// Rejects a JSON body of more than 512 KiB with 413 before it is parsed.
@ControllerAdvice
final class BodySizeLimit extends RequestBodyAdviceAdapter {

  private static final int LARGEST = 512 * 1024;

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
    return new Read(message.getHeaders(), new ByteArrayInputStream(bytes));
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
