package id.balas.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/// Takes the traces that services send by OTLP over HTTP.
final class Collector implements AutoCloseable {

  /// A step of a trace; `parent` is empty for the first.
  record Span(
      String trace,
      String id,
      String parent,
      String service,
      String name,
      Map<String, String> attributes) {}

  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  Collector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  String endpoint() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /// The spans of the trace that contains a span with this attribute.
  List<Span> traceOf(String name, String value) {
    return spans.stream()
        .filter(span -> value.equals(span.attributes().get(name)))
        .findFirst()
        .map(found -> spans.stream().filter(span -> span.trace().equals(found.trace())).toList())
        .orElse(List.of());
  }

  /// The names from the first span of the trace to the one with `name`. A delivery that is tried
  /// twice has two spans of each name: the path leads through the try that called the provider.
  static List<String> path(List<Span> trace, String name) {
    List<String> path = new ArrayList<>();
    Optional<Span> current = trace.stream().filter(span -> span.name().equals(name)).findFirst();
    while (current.isPresent()) {
      Span span = current.get();
      path.addFirst(span.name());
      current = trace.stream().filter(other -> other.id().equals(span.parent())).findFirst();
    }
    return path;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream body = exchange.getRequestBody();
        InputStream plain = zipped ? new GZIPInputStream(body) : body) {
      ExportTraceServiceRequest.parseFrom(plain).getResourceSpansList().forEach(this::add);
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void add(ResourceSpans resource) {
    String service =
        values(resource.getResource().getAttributesList()).getOrDefault("service.name", "");
    resource.getScopeSpansList().stream()
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span ->
            new Span(
                HexFormat.of().formatHex(span.getTraceId().toByteArray()),
                HexFormat.of().formatHex(span.getSpanId().toByteArray()),
                HexFormat.of().formatHex(span.getParentSpanId().toByteArray()),
                service,
                span.getName(),
                values(span.getAttributesList())))
        .forEach(spans::add);
  }

  private static Map<String, String> values(List<KeyValue> attributes) {
    return attributes.stream()
        .filter(attribute -> attribute.getValue().hasStringValue())
        .collect(
            Collectors.toMap(KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
  }
}
