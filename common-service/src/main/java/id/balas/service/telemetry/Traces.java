package id.balas.service.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// One trace from the webhook to the call of the provider. The Kafka header `traceparent` (W3C)
/// carries it. Like the logger it is static; while traces are off, a span costs one field read.
public final class Traces {

  static final String HEADER = "traceparent";

  private static volatile @Nullable Tracer tracer;

  private Traces() {}

  static void start(OpenTelemetry telemetry) {
    tracer = telemetry.getTracer("id.balas");
  }

  static void stop() {
    tracer = null;
  }

  static boolean isOn() {
    return tracer != null;
  }

  /// Opens a span of this thread's current work. Close it on the same thread.
  public static TraceSpan begin(String name, SpanKind kind) {
    return begin(name, kind, Context.current());
  }

  /// Opens a span of a trace that another service or thread began, identified by its `traceparent`.
  public static TraceSpan begin(String name, SpanKind kind, @Nullable String traceparent) {
    return begin(name, kind, isOn() ? context(traceparent) : Context.root());
  }

  private static TraceSpan begin(String name, SpanKind kind, Context parent) {
    Tracer present = tracer;
    if (present == null) {
      return TraceSpan.NONE;
    }
    return TraceSpan.of(present.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan());
  }

  /// The `traceparent` of a record; null if traces are off here or at the producer.
  public static @Nullable String traceparent(Headers headers) {
    Header header = isOn() ? headers.lastHeader(HEADER) : null;
    return header == null ? null : new String(header.value(), US_ASCII);
  }

  /// The current span for another thread or service; null if traces are off.
  public static @Nullable String traceparent() {
    if (!isOn() || !Span.current().getSpanContext().isValid()) {
      return null;
    }
    var carrier = new StringBuilder();
    W3CTraceContextPropagator.getInstance()
        .inject(
            Context.current(),
            carrier,
            (found, name, value) -> {
              if (found != null && name.equals(HEADER)) {
                found.append(value);
              }
            });
    return carrier.toString();
  }

  private static Context context(@Nullable String traceparent) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, ONE_VALUE);
  }

  private static final TextMapGetter<@Nullable String> ONE_VALUE =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(@Nullable String carrier) {
          return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals(HEADER) ? carrier : null;
        }
      };
}
