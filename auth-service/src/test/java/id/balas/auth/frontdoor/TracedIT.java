package id.balas.auth.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A trace does not end at the front door.
class TracedIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLERS_STEP = "00f067aa0ba902b7";

  @Test
  void goesOnBehindTheFrontDoorFromItsOwnStep() throws Exception {
    // Nobody takes the traces there, which harms nothing.
    try (var inner = new FakeBackend();
        var desk =
            Desk.on(
                TestPostgres.newDatabase(),
                "--balas.front-door.bot=" + inner.uri(),
                "--OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:1")) {
      String admin = desk.signIn("admin", Desk.PASSWORD);

      desk.send(
          desk.as(admin, "/chats")
              .header("traceparent", "00-" + TRACE + "-" + CALLERS_STEP + "-01"));

      assertThat(inner.asked.remove().headers().getOrDefault("traceparent", List.of()))
          .singleElement()
          .asString()
          .startsWith("00-" + TRACE + "-")
          .doesNotContain(CALLERS_STEP);
    }
  }
}
