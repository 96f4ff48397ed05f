package id.balas.bot.chat;

import id.balas.bot.chat.store.Decisions.Cause;
import id.balas.bot.decision.Decided;
import id.balas.service.telemetry.Traces;
import io.opentelemetry.api.trace.SpanKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.MDC;

/// Keeps the trace context of each input in a batch. Inputs are decided together, but the records
/// of each are published in that input's own trace.
final class BatchTrace {

  private final Map<Cause, String> traceparents = new HashMap<>();

  static BatchTrace of(List<InputBatch.Received> received) {
    var trace = new BatchTrace();
    for (InputBatch.Received one : received) {
      String traceparent = Traces.traceparent(one.record().headers());
      if (traceparent != null) {
        trace.traceparents.putIfAbsent(Cause.of(one.input()), traceparent);
      }
    }
    return trace;
  }

  void in(Decided decided, Runnable publishing) {
    String traceparent = traceparents.get(new Cause(decided.chat(), decided.causeId()));
    if (traceparent == null) {
      publishing.run();
      return;
    }
    try (var step = Traces.begin("decide", SpanKind.CONSUMER, traceparent)) {
      step.attribute("messageId", decided.causeId());
      step.attribute("outcome", decided.outcome().name());
      publishing.run();
    }
  }

  /// Runs `logging` in the trace of this decision, for lines that are logged after the batch.
  void named(Decided decided, Runnable logging) {
    String traceparent = traceparents.get(new Cause(decided.chat(), decided.causeId()));
    if (traceparent == null) {
      logging.run();
      return;
    }
    try (var _ = MDC.putCloseable("trace.id", traceparent.split("-", -1)[1])) {
      logging.run();
    }
  }
}
