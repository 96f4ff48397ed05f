package id.balas.auth.access;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/// The caller of a request for Spring Security, and the session if the caller is a user.
public final class CallerAuthentication extends AbstractAuthenticationToken {

  private final transient Caller caller;
  private final @Nullable UUID session;

  public CallerAuthentication(Caller caller, @Nullable UUID session) {
    super(AuthorityUtils.NO_AUTHORITIES);
    this.caller = caller;
    this.session = session;
    setAuthenticated(true);
  }

  /// An API key has no session.
  public UUID session() {
    return Objects.requireNonNull(session);
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallerAuthentication that
        && caller.equals(that.caller)
        && Objects.equals(session, that.session);
  }

  @Override
  public int hashCode() {
    return Objects.hash(caller, session);
  }
}
