package id.balas.auth.proxy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.Globals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/// Warns once an hour of each address that sends `X-Forwarded-For` and is not trusted. Behind such
/// a proxy all users have one address: they share the limits of guesses, and the audit names it.
final class UntrustedProxyFilter extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(UntrustedProxyFilter.class);
  private static final int MOST_ADDRESSES = 1000;

  private final Cache<String, Boolean> warned =
      Caffeine.newBuilder()
          .expireAfterWrite(Duration.ofHours(1))
          .maximumSize(MOST_ADDRESSES)
          .build();

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // Tomcat has set the attribute if it trusts the address of the connection.
    boolean isUntrusted =
        request.getHeader("X-Forwarded-For") != null
            && request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE) == null;
    if (isUntrusted && warned.asMap().putIfAbsent(request.getRemoteAddr(), true) == null) {
      log.warn(
          "X-Forwarded-For of {} was ignored: TRUSTED_PROXIES does not match this address. If it is your proxy, all users share its address",
          request.getRemoteAddr());
    }
    chain.doFilter(request, response);
  }
}
