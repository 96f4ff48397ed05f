package id.balas.bot.ai.server;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/// OpenAI's chat completions over HTTP, as far as the bot uses them. Many other servers have the
/// same API: <https://platform.openai.com/docs/api-reference/chat>.
public final class ChatCompletions {

  private static final int LARGEST_BODY = 1024 * 1024;
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

  record Request(String model, List<Message> messages, @JsonProperty("max_tokens") int maxTokens) {}

  record Response(@Nullable List<Choice> choices, @Nullable Usage usage) {

    record Choice(@Nullable Answer message) {}

    record Answer(@Nullable String content) {}

    record Usage(
        @JsonProperty("prompt_tokens") long promptTokens,
        @JsonProperty("completion_tokens") long completionTokens) {}

    /// Null if the server returned no text.
    @Nullable String text() {
      if (choices == null || choices.isEmpty() || choices.getFirst().message() == null) {
        return null;
      }
      String content = choices.getFirst().message().content();
      return content == null || content.isBlank() ? null : content.strip();
    }
  }

  /// The server answered with an error status.
  static final class StatusException extends RuntimeException {

    private final int status;

    StatusException(HttpStatusCode status) {
      super("status " + status.value());
      this.status = status.value();
    }

    int status() {
      return status;
    }

    /// Whether the same call may succeed later.
    boolean isTransient() {
      return status == 408 || status == 409 || status == 429 || status >= 500;
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

  /// Throws [StatusException] for an error status, `ResourceAccessException` for connection errors,
  /// and `JacksonException` if the body is not a completion.
  Response create(Request request) {
    return http.post()
        .uri("/chat/completions")
        .contentType(MediaType.APPLICATION_JSON)
        .body(JSON.writeValueAsBytes(request))
        .exchangeForRequiredValue((_, response) -> read(response));
  }

  private static Response read(ClientHttpResponse response) throws IOException {
    if (response.getStatusCode().isError()) {
      throw new StatusException(response.getStatusCode());
    }
    // Limited, because an endless body would exhaust the memory.
    byte[] body = response.getBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      // Otherwise closing the response would first read the rest of the body.
      response.getBody().close();
      throw new IOException("the response is larger than " + LARGEST_BODY + " bytes");
    }
    Response read = JSON.readValue(body, Response.class);
    return read == null ? new Response(null, null) : read;
  }
}
