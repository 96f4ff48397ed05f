package id.balas.fakewhapi.channel;

import id.balas.fakewhapi.webhook.WebhookTarget;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every channel starts with. `url` is the address of the fake, for links to its files.
/// Without `echoAfter` a channel sends no echoes and no statuses.
public record ChannelDefaults(
    URI url,
    WebhookTarget webhook,
    @Nullable Duration echoAfter,
    @Nullable Path directory,
    List<String> admins) {

  /// Most of the provider's echoes arrive 0.27 to 0.43 s after the response.
  public static final Duration USUAL_ECHO = Duration.ofMillis(300);
}
