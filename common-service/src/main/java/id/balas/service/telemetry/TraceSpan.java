package id.balas.service.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// An open span of a trace. The work and the log lines of this thread belong to it until it is
/// closed.
public final class TraceSpan implements AutoCloseable {

  static final TraceSpan NONE = new TraceSpan(Span.getInvalid(), Scope.noop(), null, null);

  private static final String TRACE = "trace.id";
  private static final String SPAN = "span.id";

  private final Span span;
  private final Scope scope;
  private final @Nullable String outerTrace;
  private final @Nullable String outerSpan;

  private TraceSpan(
      Span span, Scope scope, @Nullable String outerTrace, @Nullable String outerSpan) {
    this.span = span;
    this.scope = scope;
    this.outerTrace = outerTrace;
    this.outerSpan = outerSpan;
  }

  @SuppressWarnings("MustBeClosedChecker") // closed by close
  static TraceSpan of(Span span) {
    var opened = new TraceSpan(span, span.makeCurrent(), MDC.get(TRACE), MDC.get(SPAN));
    log(span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId());
    return opened;
  }

  /// No message texts and no phone numbers: traces may be visible to many.
  public void attribute(String name, String value) {
    span.setAttribute(name, value);
  }

  void rename(String name) {
    span.updateName(name);
  }

  public void failed(String reason) {
    span.setStatus(StatusCode.ERROR, reason);
  }

  @Override
  public void close() {
    if (this == NONE) {
      return;
    }
    scope.close();
    span.end();
    log(outerTrace, outerSpan);
  }

  private static void log(@Nullable String trace, @Nullable String span) {
    if (trace == null || span == null) {
      MDC.remove(TRACE);
      MDC.remove(SPAN);
    } else {
      MDC.put(TRACE, trace);
      MDC.put(SPAN, span);
    }
  }
}
