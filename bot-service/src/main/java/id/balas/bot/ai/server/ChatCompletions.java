package id.balas.bot.ai.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// OpenAI's chat completions over HTTP, as far as the bot uses them. Many other servers have the
/// same API: <https://platform.openai.com/docs/api-reference/chat>.
public final class ChatCompletions {

  private static final int LARGEST_BODY = 1024 * 1024;
  private static final int LARGEST_ERROR = 16 * 1024;
  private static final JsonMapper JSON = JsonMapper.shared();

  public record Message(String role, String content) {

    public static Message system(String content) {
      return new Message("system", content);
    }

    public static Message user(String content) {
      return new Message("user", content);
    }

    public static Message assistant(String content) {
      return new Message("assistant", content);
    }
  }

  private final RestClient http;

  ChatCompletions(URI baseUrl, String apiKey, Duration timeout) {
    // HTTP/1.1: some servers reject the upgrade header of a clear-text HTTP/2 request.
    var factory =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build());
    factory.setReadTimeout(timeout);
    this.http =
        RestClient.builder()
            .requestFactory(factory)
            .baseUrl(baseUrl.toString().replaceAll("/+$", ""))
            .defaultHeaders(headers -> headers.setBearerAuth(apiKey))
            .build();
  }

  /// Throws [ErrorResponseException] for any status but success, `ResourceAccessException` for
  /// connection errors, and `JacksonException` if the body is not JSON.
  JsonNode create(Map<String, Object> request) {
    return http.post()
        .uri("/chat/completions")
        .contentType(MediaType.APPLICATION_JSON)
        .body(JSON.writeValueAsBytes(request))
        .exchangeForRequiredValue((_, response) -> read(response));
  }

  private static JsonNode read(ClientHttpResponse response) throws IOException {
    if (!response.getStatusCode().is2xxSuccessful()) {
      byte[] start = limited(response, LARGEST_ERROR);
      throw new ErrorResponseException(
          response.getStatusCode().value(), new String(start, StandardCharsets.UTF_8));
    }
    byte[] body = limited(response, LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new IOException("the response is larger than " + LARGEST_BODY + " bytes");
    }
    return JSON.readTree(body);
  }

  // An endless body would exhaust the memory.
  private static byte[] limited(ClientHttpResponse response, int limit) throws IOException {
    byte[] body = response.getBody().readNBytes(limit);
    if (body.length == limit) {
      // Otherwise closing the response would first read the rest of the body.
      response.getBody().close();
    }
    return body;
  }
}
