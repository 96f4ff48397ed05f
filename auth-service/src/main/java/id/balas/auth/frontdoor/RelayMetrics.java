package id.balas.auth.frontdoor;

import id.balas.auth.access.Backend;
import id.balas.auth.frontdoor.BackendClient.Answered;
import id.balas.auth.frontdoor.BackendClient.Broken;
import id.balas.auth.frontdoor.BackendClient.Down;
import id.balas.auth.frontdoor.BackendClient.Outcome;
import id.balas.auth.frontdoor.BackendClient.Slow;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/// Metrics of relayed requests: the time to the response headers or the failure, by service and
/// outcome, and the number of open streams. The outcome `failed` is a 5xx response. All timers are
/// registered at start.
@Component
class RelayMetrics {

  private final MeterRegistry metrics;

  RelayMetrics(MeterRegistry metrics, OpenResponses openResponses) {
    this.metrics = metrics;
    metrics.gauge("balas.auth.streams", openResponses, OpenResponses::streams);
    for (Backend service : Backend.values()) {
      for (String outcome : List.of("answered", "failed", "down", "slow", "broken")) {
        metrics.timer("balas.auth.relayed", "service", service.label(), "outcome", outcome);
      }
    }
  }

  void record(Backend service, Outcome outcome, long nanos) {
    String label =
        switch (outcome) {
          case Answered(var response) -> response.statusCode() < 500 ? "answered" : "failed";
          case Down _ -> "down";
          case Slow _ -> "slow";
          case Broken _ -> "broken";
        };
    metrics
        .timer("balas.auth.relayed", "service", service.label(), "outcome", label)
        .record(Duration.ofNanos(nanos));
  }
}
