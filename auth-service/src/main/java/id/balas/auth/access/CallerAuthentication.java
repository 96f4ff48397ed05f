package id.balas.auth.access;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/// What Spring Security knows of a request: its caller, and the sign-in of a person.
public final class CallerAuthentication extends AbstractAuthenticationToken {

  private final transient Caller caller;
  private final @Nullable UUID signIn;

  public CallerAuthentication(Caller caller, @Nullable UUID signIn) {
    super(AuthorityUtils.NO_AUTHORITIES);
    this.caller = caller;
    this.signIn = signIn;
    setAuthenticated(true);
  }

  /// Of a person: an API key has none.
  public UUID signIn() {
    return Objects.requireNonNull(signIn);
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
        && Objects.equals(signIn, that.signIn);
  }

  @Override
  public int hashCode() {
    return Objects.hash(caller, signIn);
  }
}
