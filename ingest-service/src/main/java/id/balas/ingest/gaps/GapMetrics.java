package id.balas.ingest.gaps;

import id.balas.whapi.WhapiClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/// Counts missing messages, filled messages and failed scans by channel, starting at 0.
@Component
class GapMetrics {

  private final MeterRegistry registry;

  GapMetrics(MeterRegistry registry, WhapiClient whapi) {
    this.registry = registry;
    for (String channel : whapi.channels()) {
      counter("balas.intake.gaps.found", channel);
      counter("balas.intake.gaps.filled", channel);
      counter("balas.intake.gaps.failed.scans", channel);
    }
  }

  void found(String channel, int count) {
    counter("balas.intake.gaps.found", channel).increment(count);
  }

  void filled(String channel, int count) {
    counter("balas.intake.gaps.filled", channel).increment(count);
  }

  void failed(String channel) {
    counter("balas.intake.gaps.failed.scans", channel).increment();
  }

  private Counter counter(String name, String channel) {
    return registry.counter(name, "channel", channel);
  }
}
