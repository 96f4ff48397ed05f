package id.balas.auth.frontdoor;

import id.balas.auth.access.Routes;
import id.balas.service.web.Problem;
import id.balas.service.web.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/// Limits the bodies of this service's own endpoints to 64 KB. Relayed requests have limits of
/// their own: [Route.Weight].
final class BodyLimitFilter extends OncePerRequestFilter {

  private static final long MAX_BYTES = DataSize.ofKilobytes(64).toBytes();
  private static final String TOO_LARGE = "The body is larger than 64 KB. Send a smaller one.";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isRelayed(request.getRequestURI(), Routes.PREFIXES)) {
      chain.doFilter(request, response);
    } else if (request.getContentLengthLong() > MAX_BYTES) {
      Problem.of(HttpStatus.CONTENT_TOO_LARGE, TOO_LARGE).write(response);
    } else if (request.getContentLengthLong() < 0
        && request.getHeader("Transfer-Encoding") != null) {
      chain.doFilter(new Counted(request), response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isRelayed(String path, List<String> prefixes) {
    return prefixes.stream()
        .anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
  }

  private static final class Counted extends HttpServletRequestWrapper {

    Counted(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new CountedStream(super.getInputStream());
    }
  }

  private static final class CountedStream extends ServletInputStream {

    private final ServletInputStream body;
    private long read;

    CountedStream(ServletInputStream body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      int value = body.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] piece, int offset, int length) throws IOException {
      int size = body.read(piece, offset, length);
      count(Math.max(0, size));
      return size;
    }

    private void count(int size) {
      read += size;
      if (read > MAX_BYTES) {
        throw ProblemException.tooLarge(TOO_LARGE);
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
