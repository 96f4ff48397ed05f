package id.balas.auth.frontdoor;

import id.balas.auth.frontdoor.InnerHttp.Answered;
import id.balas.auth.frontdoor.InnerHttp.Broken;
import id.balas.auth.frontdoor.InnerHttp.Down;
import id.balas.auth.frontdoor.InnerHttp.Outcome;
import id.balas.auth.frontdoor.InnerHttp.Slow;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/// How the other services answer: the time to the beginning of an answer, by service and outcome,
/// all there from the start; and how many streams are open.
@Component
class RelayMetrics {

  private final MeterRegistry metrics;

  RelayMetrics(MeterRegistry metrics, OpenAnswers openAnswers) {
    this.metrics = metrics;
    metrics.gauge("balas.auth.streams", openAnswers, OpenAnswers::streams);
    for (InnerService service : InnerService.values()) {
      for (String outcome : List.of("answered", "failed", "down", "slow", "broken")) {
        metrics.timer("balas.auth.relayed", "service", service.label(), "outcome", outcome);
      }
    }
  }

  void answered(InnerService service, Outcome outcome, long nanos) {
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
