package id.balas.auth.usersync;

import id.balas.auth.access.Backend;
import id.balas.auth.frontdoor.BackendClient;
import id.balas.auth.frontdoor.FrontDoorProperties;
import id.balas.auth.session.FrontDoorToken;
import id.balas.auth.usersync.UserOutbox.UserState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Sends due states to bot-service until the response is 204. Several instances may send the same
/// one: bot-service applies only a state with a higher number.
@Component
class UserRelay {

  private static final Logger log = LoggerFactory.getLogger(UserRelay.class);
  private static final int AT_ONCE = 100;
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final String SCOPE = "users:sync";

  private final UserOutbox outbox;
  private final BackendClient http;
  private final FrontDoorProperties addresses;
  private final FrontDoorToken tokens;
  private final JsonMapper json;
  private volatile long unconfirmed;
  private boolean isFailing;

  UserRelay(
      UserOutbox outbox,
      BackendClient http,
      FrontDoorProperties addresses,
      FrontDoorToken tokens,
      JsonMapper json,
      MeterRegistry metrics) {
    this.outbox = outbox;
    this.http = http;
    this.addresses = addresses;
    this.tokens = tokens;
    this.json = json;
    Gauge.builder("balas.auth.users.unsent", () -> unconfirmed).register(metrics);
  }

  @Scheduled(initialDelayString = "PT1S", fixedDelayString = "PT1S")
  void sendDue() {
    try {
      boolean allStored = true;
      for (UserState state : outbox.due(AT_ONCE)) {
        allStored &= send(state);
      }
      isFailing = !allStored;
    } catch (IOException e) {
      warnOnce("bot-service does not respond", e);
    } catch (DataAccessException e) {
      warnOnce("the database does not respond", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    count();
  }

  // A refused state must not hold up the others.
  private boolean send(UserState state) throws IOException, InterruptedException {
    int status = put(state);
    if (status == HttpStatus.NO_CONTENT.value()) {
      outbox.confirm(state);
      return true;
    }
    var problem = new IOException("status " + status + " for user " + state.userId());
    if (status >= HttpStatus.INTERNAL_SERVER_ERROR.value()) {
      throw problem;
    }
    warnOnce("bot-service refused a state", problem);
    return false;
  }

  private int put(UserState state) throws IOException, InterruptedException {
    String path = "/internal/users/" + URLEncoder.encode(state.username(), StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(BackendClient.target(addresses.address(Backend.BOT), path, ""))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header(
                "Authorization",
                "Bearer "
                    + tokens.create(
                        Backend.BOT.label(),
                        "auth-service",
                        "service",
                        List.of(SCOPE),
                        "auth-service"))
            .PUT(BodyPublishers.ofByteArray(json.writeValueAsBytes(body(state))))
            .build();
    try {
      HttpResponse<InputStream> response = http.send(request).get();
      response.body().close();
      return response.statusCode();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static Map<String, Object> body(UserState state) {
    return Map.of(
        "name", state.name(), "role", state.role(), "gone", state.gone(), "seq", state.seq());
  }

  private void warnOnce(String what, Exception e) {
    if (!isFailing) {
      log.warn("Could not send users to bot-service, trying again: {}: {}", what, e.toString());
    }
    isFailing = true;
  }

  private void count() {
    try {
      unconfirmed = outbox.unconfirmed();
    } catch (DataAccessException _) {
      // Logged above; the last number stays.
    }
  }
}
