package id.balas.service.web.security;

import java.util.List;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/// Accepts tokens for this service. The front door of release 0.1.0 names none: its tokens have the
/// audience `balas` alone.
final class OwnAudience implements OAuth2TokenValidator<Jwt> {

  private static final List<String> UNNAMED = List.of("balas");

  private final String service;

  OwnAudience(String service) {
    this.service = service;
  }

  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    List<String> audience = token.getAudience();
    return audience != null && (audience.contains(service) || audience.equals(UNNAMED))
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(
            new OAuth2Error(
                OAuth2ErrorCodes.INVALID_TOKEN, "The token is for another service", null));
  }
}
