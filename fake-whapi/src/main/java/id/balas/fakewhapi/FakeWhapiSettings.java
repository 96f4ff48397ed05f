package id.balas.fakewhapi;

import id.balas.fakewhapi.channel.ChannelDefaults;
import id.balas.fakewhapi.webhook.WebhookTarget;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The setup of a fake Whapi. It listens only at `url`. `webhookUrl` is the initial webhook
/// address; `secret` is sent along unless it is empty. The echo follows the response after
/// `echoAfter`; without it there are no echoes or statuses. `directory` keeps what survives a
/// restart; `admins` are the numbers that the phone page offers as admins.
public record FakeWhapiSettings(
    URI url,
    String token,
    URI webhookUrl,
    String secret,
    @Nullable Duration echoAfter,
    @Nullable Path directory,
    List<String> admins) {

  /// Most of the provider's echoes arrive 0.27 to 0.43 s after the response.
  public static final Duration USUAL_ECHO = ChannelDefaults.USUAL_ECHO;

  ChannelDefaults channelDefaults() {
    var webhook =
        new WebhookTarget(
            webhookUrl.toString(),
            "body",
            null,
            secret.isEmpty() ? Map.of() : Map.of("X-Webhook-Secret", secret));
    return new ChannelDefaults(url, webhook, echoAfter, directory, admins);
  }
}
