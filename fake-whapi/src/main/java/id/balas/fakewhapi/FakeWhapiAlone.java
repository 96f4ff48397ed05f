package id.balas.fakewhapi;

import java.net.URI;
import java.util.List;
import java.util.Map;

/// The fake Whapi as a standalone program, for services that run elsewhere, such as in containers.
/// `FAKE_WHAPI_URL` is where it listens, `WEBHOOK_URL` where it sends webhooks. The other
/// environment variables are those of the services.
public final class FakeWhapiAlone {

  private FakeWhapiAlone() {}

  static void main() throws InterruptedException {
    Map<String, String> environment = System.getenv();
    var url = URI.create(environment.getOrDefault("FAKE_WHAPI_URL", "http://localhost:8090"));
    var whapi =
        new FakeWhapi(
            new FakeWhapiSettings(
                url,
                environment.getOrDefault("WHAPI_TOKEN", "local-whapi-token"),
                URI.create(
                    environment.getOrDefault("WEBHOOK_URL", "http://localhost:8000/webhook/whapi")),
                environment.getOrDefault("WHAPI_SECRET", "").split(",", 2)[0].strip(),
                FakeWhapiSettings.USUAL_ECHO,
                null,
                List.of(
                    environment.getOrDefault("WHAPI_ADMINS", "628110000001").split("\\s*,\\s*"))));
    whapi.start();
    IO.println("The fake Whapi listens at " + url);
    Runtime.getRuntime().addShutdownHook(new Thread(whapi::close));
    Thread.currentThread().join();
  }
}
