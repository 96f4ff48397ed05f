package id.balas.service.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// A step of a trace, while it is open: what this thread does and writes belongs to it, also the
/// lines of the log.
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
    var step = new TraceSpan(span, span.makeCurrent(), MDC.get(TRACE), MDC.get(SPAN));
    log(span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId());
    return step;
  }

  /// No texts and no phone numbers: who sees traces may be anybody.
  public void tell(String name, String value) {
    span.setAttribute(name, value);
  }

  void rename(String name) {
    span.updateName(name);
  }

  public void failed(String why) {
    span.setStatus(StatusCode.ERROR, why);
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
