package id.balas.auth.throttle;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.service.web.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Applies the rate limit to each user and each API key. Requests without a caller pass: logins
/// have [LoginThrottle].
final class RateLimitFilter extends OncePerRequestFilter {

  private final RateLimit limit;
  private final Counter refused;

  RateLimitFilter(RateLimit limit, MeterRegistry metrics) {
    this.limit = limit;
    this.refused = metrics.counter("balas.auth.rate.limited");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Duration> wait =
        request.getUserPrincipal() instanceof CallerAuthentication known
            ? limit.take(account(known.getPrincipal()))
            : Optional.empty();
    if (wait.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    refused.increment();
    Problem.of(HttpStatus.TOO_MANY_REQUESTS, "Too many calls. Wait before the next one.")
        .retryAfter(wait.get())
        .write(response);
  }

  private static String account(Caller caller) {
    return caller.apiKeyId() == null ? "user:" + caller.id() : "key:" + caller.apiKeyId();
  }
}
