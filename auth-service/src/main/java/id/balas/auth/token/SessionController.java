package id.balas.auth.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.balas.auth.Caller;
import id.balas.auth.CallerAuthentication;
import id.balas.auth.Callers;
import id.balas.auth.Refused;
import id.balas.auth.audit.Audit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Renews and ends sign-ins, by the cookie of a page or the token in the body of any other client.
@RestController
class SessionController {

  private final SignIns signIns;
  private final AccessTokens accessTokens;
  private final RefreshCookie cookie;
  private final Callers callers;
  private final Audit audit;
  private final MeterRegistry metrics;

  SessionController(
      SignIns signIns,
      AccessTokens accessTokens,
      RefreshCookie cookie,
      Callers callers,
      Audit audit,
      MeterRegistry metrics) {
    this.signIns = signIns;
    this.accessTokens = accessTokens;
    this.cookie = cookie;
    this.callers = callers;
    this.audit = audit;
    this.metrics = metrics;
    Stream.of("renewed", "missing", "reused", "unknown").forEach(this::counter);
  }

  record RefreshRequest(@JsonProperty("refresh_token") @Nullable String refreshToken) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Tokens(
      @JsonProperty("access_token") String accessToken,
      @JsonProperty("token_type") String tokenType,
      @JsonProperty("refresh_token") @Nullable String refreshToken) {}

  @PostMapping("/auth/refresh")
  ResponseEntity<Tokens> refresh(
      @RequestBody(required = false) @Nullable RefreshRequest body, HttpServletRequest request) {
    Optional<String> kept = cookie.read(request);
    String shown = inBody(body).or(() -> kept).orElseThrow(() -> refused("missing"));
    return switch (signIns.renew(shown)) {
      case SignIns.Renewed renewed -> renewed(renewed, inBody(body).isEmpty());
      case SignIns.Reused reused -> {
        callers.forget();
        audit.recordOfStranger(
            null,
            "refresh.reused",
            "user:" + reused.userId(),
            request.getRemoteAddr(),
            "the sign-in was ended");
        throw refused("reused");
      }
      case SignIns.NotRenewable _ -> throw refused("unknown");
    };
  }

  private ResponseEntity<Tokens> renewed(SignIns.Renewed renewed, boolean byCookie) {
    count("renewed");
    String access = accessTokens.mint(renewed.userId(), renewed.next().id());
    String refresh = renewed.next().refreshToken();
    return byCookie
        ? ResponseEntity.ok()
            .header(HttpHeaders.SET_COOKIE, cookie.keep(refresh))
            .body(new Tokens(access, "bearer", null))
        : ResponseEntity.ok(new Tokens(access, "bearer", refresh));
  }

  /// Also without an access token, which may have expired: the refresh token is what has to go.
  @PostMapping("/auth/logout")
  ResponseEntity<Void> logout(
      @RequestBody(required = false) @Nullable RefreshRequest body, HttpServletRequest request) {
    Optional<UUID> shown = inBody(body).or(() -> cookie.read(request)).flatMap(signIns::of);
    if (shown.isPresent()) {
      end(shown.get());
    }
    if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
        && known.getPrincipal().apiKeyId() == null) {
      end(known.signIn());
      audit.record(known.getPrincipal(), "logout", null, request.getRemoteAddr(), null);
    }
    return gone();
  }

  private void end(UUID signIn) {
    signIns.end(signIn, "logout");
    callers.forget();
  }

  @PostMapping("/auth/logout-everywhere")
  ResponseEntity<Void> logoutEverywhere(CallerAuthentication known, HttpServletRequest request) {
    Caller caller = known.getPrincipal();
    signIns.endAll(Long.parseLong(caller.id()), "logout everywhere", null);
    callers.forget();
    audit.record(caller, "logout.everywhere", null, request.getRemoteAddr(), null);
    return gone();
  }

  private ResponseEntity<Void> gone() {
    return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie.forget()).build();
  }

  private static Optional<String> inBody(@Nullable RefreshRequest body) {
    return Optional.ofNullable(body)
        .map(RefreshRequest::refreshToken)
        .filter(token -> !token.isEmpty());
  }

  private Refused refused(String outcome) {
    count(outcome);
    return Refused.unauthorized("The sign-in has ended: sign in again.");
  }

  private void count(String outcome) {
    counter(outcome).increment();
  }

  private Counter counter(String outcome) {
    return metrics.counter("balas.auth.refreshes", "outcome", outcome);
  }
}
