package id.balas.fakewhapi;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a fake Whapi is set up. It listens at `url` alone. `webhookUrl` is where the webhooks go at
/// first, `secret` is sent along unless it is empty; the echo comes `echoAfter` the answer, and
/// without it neither echo nor status is told. `directory` keeps what outlives a restart. `admins`
/// are the numbers that the phone page offers as admins.
public record FakeWhapiSettings(
    URI url,
    String token,
    URI webhookUrl,
    String secret,
    @Nullable Duration echoAfter,
    @Nullable Path directory,
    List<String> admins) {

  /// Most echoes of the provider come 0.27 to 0.43 s after the answer.
  public static final Duration USUAL_ECHO = Duration.ofMillis(300);

  WebhookTarget webhook() {
    return new WebhookTarget(
        webhookUrl.toString(),
        "body",
        null,
        secret.isEmpty() ? Map.of() : Map.of("X-Webhook-Secret", secret));
  }
}
