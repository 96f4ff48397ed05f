package id.balas.service.telemetry;

import io.opentelemetry.api.trace.SpanKind;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import org.springframework.web.servlet.HandlerMapping;

/// Creates a span for each request. Its name has the route, not the path, which contains phone
/// numbers.
final class RequestTrace implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var asked = (HttpServletRequest) request;
    try (TraceSpan span =
        Traces.begin(asked.getMethod(), SpanKind.SERVER, asked.getHeader(Traces.HEADER))) {
      chain.doFilter(request, response);
      int status = ((HttpServletResponse) response).getStatus();
      span.rename(asked.getMethod() + " " + route(asked));
      span.attribute("http.response.status_code", "" + status);
      if (status >= 500) {
        span.failed("answered " + status);
      }
    }
  }

  private static String route(HttpServletRequest request) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (pattern != null) {
      return pattern.toString();
    }
    MappingMatch match = request.getHttpServletMapping().getMappingMatch();
    return match == MappingMatch.PATH || match == MappingMatch.EXACT
        ? request.getServletPath()
        : "…";
  }
}
