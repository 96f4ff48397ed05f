package id.balas.service.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TracesTests {

  @AfterEach
  void off() {
    Traces.stop();
  }

  @Test
  void writesNothingWhileOff() {
    try (TraceSpan step = Traces.begin("webhook", SpanKind.SERVER)) {
      assertThat(step).isSameAs(TraceSpan.NONE);
      assertThat(sent().headers()).isEmpty();
      assertThat(MDC.get("trace.id")).isNull();
    }
  }

  @Test
  void continuesTheTraceOfTheRecord() {
    on();
    ProducerRecord<Object, Object> record;
    String trace;
    try (TraceSpan _ = Traces.begin("webhook", SpanKind.SERVER)) {
      trace = MDC.get("trace.id");
      record = sent();
    }
    assertThat(MDC.get("trace.id")).isNull();

    try (TraceSpan _ =
        Traces.begin("decide", SpanKind.CONSUMER, Traces.traceparent(record.headers()))) {
      assertThat(MDC.get("trace.id")).isEqualTo(trace).hasSize(32);
      assertThat(Traces.traceparent()).startsWith("00-" + trace + "-");
    }
  }

  @Test
  void keepsTraceOfForwardedRecord() {
    on();
    var record = new ProducerRecord<Object, Object>("chat-inputs-dlt", "value");
    record
        .headers()
        .add(
            "traceparent",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(US_ASCII));
    try (TraceSpan _ = Traces.begin("bury", SpanKind.PRODUCER)) {
      assertThat(new TraceHeader().onSend(record).headers().headers("traceparent")).hasSize(1);
    }
  }

  @Test
  void invalidHeaderStartsNewTrace() {
    on();
    try (TraceSpan _ = Traces.begin("decide", SpanKind.CONSUMER, "spoilt")) {
      assertThat(MDC.get("trace.id")).hasSize(32);
    }
  }

  @Test
  void closedSpanRestoresOuterIdsInTheLog() {
    on();
    try (TraceSpan _ = Traces.begin("deliver", SpanKind.CONSUMER, (String) null)) {
      String outer = MDC.get("span.id");
      try (TraceSpan _ = Traces.begin("POST /messages/text", SpanKind.CLIENT)) {
        assertThat(MDC.get("span.id")).isNotEqualTo(outer);
      }
      assertThat(MDC.get("span.id")).isEqualTo(outer);
    }
  }

  private static void on() {
    Traces.start(
        OpenTelemetrySdk.builder().setTracerProvider(SdkTracerProvider.builder().build()).build());
  }

  private static ProducerRecord<Object, Object> sent() {
    return new TraceHeader().onSend(new ProducerRecord<>("chat-inputs", "value"));
  }
}
