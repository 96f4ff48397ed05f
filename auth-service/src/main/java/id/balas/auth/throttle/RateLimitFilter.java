package id.balas.auth.throttle;

import id.balas.auth.Problem;
import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
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

/// Lets each person and each API key make so many calls a minute. Who is not known yet is slowed
/// where they sign in.
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
    Problem.of(HttpStatus.TOO_MANY_REQUESTS, "Too many calls: wait before the next one.")
        .after(wait.get())
        .write(response);
  }

  private static String account(Caller caller) {
    return caller.apiKeyId() == null ? "user:" + caller.id() : "key:" + caller.apiKeyId();
  }
}
