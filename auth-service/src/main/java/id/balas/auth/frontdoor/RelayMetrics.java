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

/// How the other services answer: the time to the beginning of an answer, by service and outcome,
/// all there from the start; and how many streams are open.
@Component
class RelayMetrics {

  private final MeterRegistry metrics;

  RelayMetrics(MeterRegistry metrics, OpenResponses openAnswers) {
    this.metrics = metrics;
    metrics.gauge("balas.auth.streams", openAnswers, OpenResponses::streams);
    for (Backend service : Backend.values()) {
      for (String outcome : List.of("answered", "failed", "down", "slow", "broken")) {
        metrics.timer("balas.auth.relayed", "service", service.label(), "outcome", outcome);
      }
    }
  }

  void answered(Backend service, Outcome outcome, long nanos) {
    String word =
        switch (outcome) {
          case Answered(var response) -> response.statusCode() < 500 ? "answered" : "failed";
          case Down _ -> "down";
          case Slow _ -> "slow";
          case Broken _ -> "broken";
        };
    metrics
        .timer("balas.auth.relayed", "service", service.label(), "outcome", word)
        .record(Duration.ofNanos(nanos));
  }
}
