package id.balas.auth.frontdoor;

import id.balas.auth.access.Routes;
import id.balas.service.web.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/// Limits the bodies of this service's own endpoints to 64 KB, and the time of every body. Relayed
/// requests have size limits of their own: [Route.Weight].
final class BodyLimitFilter extends OncePerRequestFilter {

  private static final long MAX_BYTES = DataSize.ofKilobytes(64).toBytes();

  private final TimedBody.Limits limits;

  BodyLimitFilter(TimedBody.Limits limits) {
    this.limits = limits;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean isRelayed = isRelayed(request.getRequestURI(), Routes.PREFIXES);
    if (!isRelayed && request.getContentLengthLong() > MAX_BYTES) {
      Problem.of(HttpStatus.CONTENT_TOO_LARGE, TimedBody.TOO_LARGE).write(response);
    } else if (request.getContentLengthLong() > 0
        || request.getHeader("Transfer-Encoding") != null) {
      chain.doFilter(
          new Limited(request, response, isRelayed ? Long.MAX_VALUE : MAX_BYTES), response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isRelayed(String path, List<String> prefixes) {
    return prefixes.stream()
        .anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
  }

  private final class Limited extends HttpServletRequestWrapper {

    private final HttpServletResponse response;
    private final long maxBytes;
    private @Nullable TimedBody body;

    Limited(HttpServletRequest request, HttpServletResponse response, long maxBytes) {
      super(request);
      this.response = response;
      this.maxBytes = maxBytes;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (body == null) {
        body = new TimedBody(super.getInputStream(), response, maxBytes, limits);
      }
      return body;
    }
  }
}
