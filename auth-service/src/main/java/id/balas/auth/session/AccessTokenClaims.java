package id.balas.auth.session;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Verifies the claims of an access token. The audience differs from that of the front door's own
/// token, so neither is accepted as the other.
final class AccessTokenClaims extends DefaultJWTClaimsVerifier<SecurityContext> {

  static final String ISSUER = "balas-auth";
  static final String AUDIENCE = "balas-dashboard";
  static final String SESSION = "sid";
  // The allowed clock difference between two instances.
  private static final Duration SKEW = Duration.ofSeconds(10);

  private final Clock clock;

  AccessTokenClaims(Clock clock) {
    super(
        AUDIENCE,
        new JWTClaimsSet.Builder().issuer(ISSUER).build(),
        Set.of("sub", SESSION, "iat", "exp"));
    this.clock = clock;
    setMaxClockSkew(0);
  }

  /// A claim that is not acceptable; `reason` is a label of the metric.
  static final class RejectedClaimException extends BadJWTException {

    private final String reason;

    RejectedClaimException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  @Override
  protected Date currentTime() {
    return Date.from(clock.instant());
  }

  @Override
  public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
      throws BadJWTException {
    if (!ISSUER.equals(claims.getIssuer()) || !claims.getAudience().equals(List.of(AUDIENCE))) {
      throw new RejectedClaimException("audience");
    }
    Date issued = claims.getIssueTime();
    if (issued == null || issued.toInstant().isAfter(clock.instant().plus(SKEW))) {
      throw new RejectedClaimException("future");
    }
    try {
      super.verify(claims, context);
    } catch (ExpiredJWTException _) {
      throw new RejectedClaimException("expired");
    }
  }
}
