package id.balas.auth.authentication;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.apikey.ApiKeyText;
import id.balas.auth.apikey.ApiKeyUse;
import id.balas.auth.secret.RandomSecret;
import id.balas.auth.session.AccessTokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Identifies the caller by `Authorization: Bearer` with an access token or API key, or by
/// `X-API-Key`. A request with an invalid credential passes without a caller; [Access] decides.
final class CallerFilter extends OncePerRequestFilter {

  /// Request attribute: the request has a credential.
  static final String HAS_CREDENTIAL = "id.balas.auth.credential";

  private static final String BEARER = "bearer ";
  private static final String KEY_HEADER = "X-API-Key";

  private final AccessTokens tokens;
  private final CallerDirectory callers;
  private final ApiKeyUse uses;
  private final MeterRegistry metrics;

  CallerFilter(
      AccessTokens tokens, CallerDirectory callers, ApiKeyUse uses, MeterRegistry metrics) {
    this.tokens = tokens;
    this.callers = callers;
    this.uses = uses;
    this.metrics = metrics;
    Stream.of(
            "two",
            "key",
            "ended",
            "algorithm",
            "signature",
            "malformed",
            "audience",
            "future",
            "expired")
        .forEach(this::counter);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String bearer = bearer(request);
    String key = request.getHeader(KEY_HEADER);
    if (bearer != null || key != null) {
      request.setAttribute(HAS_CREDENTIAL, true);
      (isRepeated(request, HttpHeaders.AUTHORIZATION) || isRepeated(request, KEY_HEADER)
              ? refused("two")
              : caller(bearer, key))
          .ifPresent(caller -> {
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(caller);
            SecurityContextHolder.setContext(context);
          });
    }
    chain.doFilter(request, response);
  }

  // Async dispatches and error pages need the caller, too.
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  private static boolean isRepeated(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header)).size() > 1;
  }

  private static @Nullable String bearer(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? header.substring(BEARER.length()).strip()
        : null;
  }

  // With two credentials it is unclear which of them is the caller.
  private Optional<CallerAuthentication> caller(@Nullable String bearer, @Nullable String key) {
    if (bearer != null && key != null) {
      return refused("two");
    }
    if (key != null) {
      return byKey(key.strip());
    }
    return bearer == null
        ? Optional.empty()
        : bearer.startsWith(ApiKeyText.START) ? byKey(bearer) : byToken(bearer);
  }

  private Optional<CallerAuthentication> byKey(String text) {
    Optional<Caller> caller =
        ApiKeyText.parse(text)
            .flatMap(key -> callers.ofKey(key.prefix(), RandomSecret.hash(key.secret())));
    caller.ifPresent(uses::note);
    return caller.map(present -> new CallerAuthentication(present, null)).or(() -> refused("key"));
  }

  private Optional<CallerAuthentication> byToken(String text) {
    return switch (tokens.verify(text)) {
      case AccessTokens.Valid token ->
          callers
              .ofSession(token.userId(), token.session())
              .map(present -> new CallerAuthentication(present, token.session()))
              .or(() -> refused("ended"));
      case AccessTokens.Invalid token -> refused(token.reason());
    };
  }

  private Optional<CallerAuthentication> refused(String reason) {
    counter(reason).increment();
    return Optional.empty();
  }

  private Counter counter(String reason) {
    return metrics.counter("balas.auth.refused", "reason", reason);
  }
}
