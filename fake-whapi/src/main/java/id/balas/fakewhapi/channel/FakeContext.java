package id.balas.fakewhapi.channel;

import id.balas.fakewhapi.faults.Faults;
import id.balas.fakewhapi.page.Exchanges;
import id.balas.fakewhapi.page.PageEvents;
import id.balas.fakewhapi.webhook.CallbackFiles;
import id.balas.fakewhapi.webhook.Timer;
import java.net.http.HttpClient;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What all channels share.
public record FakeContext(
    ChannelDefaults defaults,
    Faults faults,
    PageEvents events,
    Exchanges exchanges,
    Timer timer,
    HttpClient http)
    implements AutoCloseable {

  public static FakeContext of(ChannelDefaults defaults) {
    PageEvents events = new PageEvents();
    return new FakeContext(
        defaults,
        new Faults(),
        events,
        new Exchanges(),
        new Timer(),
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  public CallbackFiles callbackFiles(String channel) {
    @Nullable Path directory = defaults.directory();
    return new CallbackFiles(directory == null ? null : directory.resolve(channel));
  }

  @Override
  public void close() {
    timer.close();
    http.shutdownNow();
  }
}
