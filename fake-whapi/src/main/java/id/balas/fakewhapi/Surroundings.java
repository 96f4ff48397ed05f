package id.balas.fakewhapi;

import java.net.http.HttpClient;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What all channels share.
record Surroundings(
    FakeWhapiSettings settings,
    Faults faults,
    Events events,
    Exchanges exchanges,
    Timer timer,
    HttpClient http)
    implements AutoCloseable {

  static Surroundings of(FakeWhapiSettings settings) {
    Events events = new Events();
    return new Surroundings(
        settings,
        new Faults(),
        events,
        new Exchanges(),
        new Timer(),
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  CallbackFiles callbackFiles(String channel) {
    @Nullable Path directory = settings.directory();
    return new CallbackFiles(directory == null ? null : directory.resolve(channel));
  }

  @Override
  public void close() {
    timer.close();
    http.shutdownNow();
  }
}
