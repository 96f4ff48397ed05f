package id.balas.auth.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.balas.auth.access.RightsChanged;
import id.balas.auth.audit.Audit;
import id.balas.auth.session.AccessTokens;
import id.balas.auth.session.RefreshTokens;
import id.balas.auth.user.Users;
import id.balas.service.web.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Renews sessions. The refresh token is in the cookie of our page, or in the body of other
/// clients.
@RestController
@Tag(name = "Login")
class RefreshController {

  private final RefreshTokens refreshTokens;
  private final Users users;
  private final AccessTokens accessTokens;
  private final RefreshCookie cookie;
  private final ApplicationEventPublisher events;
  private final Audit audit;
  private final MeterRegistry metrics;

  RefreshController(
      RefreshTokens refreshTokens,
      Users users,
      AccessTokens accessTokens,
      RefreshCookie cookie,
      ApplicationEventPublisher events,
      Audit audit,
      MeterRegistry metrics) {
    this.refreshTokens = refreshTokens;
    this.users = users;
    this.accessTokens = accessTokens;
    this.cookie = cookie;
    this.events = events;
    this.audit = audit;
    this.metrics = metrics;
    Stream.of("renewed", "repeated", "missing", "reused", "unknown").forEach(this::counter);
  }

  record RefreshRequest(
      @Schema(example = "Zk3vQ0…") @JsonProperty("refresh_token") @Nullable String refreshToken) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Tokens(
      @Schema(example = "eyJhbGciOiJIUzI1NiJ9…") @JsonProperty("access_token") String accessToken,
      @Schema(example = "bearer") @JsonProperty("token_type") String tokenType,
      @Schema(example = "Zk3vQ0…") @JsonProperty("refresh_token") @Nullable String refreshToken) {}

  @Operation(summary = "Get a new access token with a refresh token")
  @PostMapping("/auth/refresh")
  ResponseEntity<Tokens> refresh(
      @RequestBody(required = false) @Nullable RefreshRequest body, HttpServletRequest request) {
    Optional<String> inCookie = cookie.read(request);
    String token = inBody(body).or(() -> inCookie).orElseThrow(() -> refused("missing"));
    return switch (refreshTokens.renew(token, this::isEnabled)) {
      case RefreshTokens.Renewed renewed -> renewed(renewed, inBody(body).isEmpty());
      case RefreshTokens.Reused reused -> {
        events.publishEvent(new RightsChanged());
        audit.recordAnonymous(
            null,
            "refresh.reused",
            "user:" + reused.userId(),
            request.getRemoteAddr(),
            "the sign-in was ended");
        throw refused("reused");
      }
      case RefreshTokens.NotRenewable _ -> throw refused("unknown");
    };
  }

  private boolean isEnabled(long userId) {
    return users.find(userId).filter(user -> !user.isDisabled()).isPresent();
  }

  private ResponseEntity<Tokens> renewed(RefreshTokens.Renewed renewed, boolean byCookie) {
    count(renewed.repeated() ? "repeated" : "renewed");
    String access = accessTokens.create(renewed.userId(), renewed.next().id());
    String refresh = renewed.next().refreshToken();
    return byCookie
        ? ResponseEntity.ok()
            .header(HttpHeaders.SET_COOKIE, cookie.store(refresh))
            .body(new Tokens(access, "bearer", null))
        : ResponseEntity.ok(new Tokens(access, "bearer", refresh));
  }

  static Optional<String> inBody(@Nullable RefreshRequest body) {
    return Optional.ofNullable(body)
        .map(RefreshRequest::refreshToken)
        .filter(token -> !token.isEmpty());
  }

  private ProblemException refused(String outcome) {
    count(outcome);
    return ProblemException.unauthorized("The session has ended. Sign in again.");
  }

  private void count(String outcome) {
    counter(outcome).increment();
  }

  private Counter counter(String outcome) {
    return metrics.counter("balas.auth.refreshes", "outcome", outcome);
  }
}
