package id.balas.auth.frontdoor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import id.balas.auth.access.Caller;
import id.balas.auth.session.FrontDoorToken;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// The front door's own tokens, each used for less than half of its minute. A caller whose rights
/// changed is another caller.
@Component
public class CallerTokens {

  private static final Duration USED_FOR = Duration.ofSeconds(25);
  private static final int MOST = 20_000;

  private final FrontDoorToken token;
  private final Cache<Caller, String> minted =
      Caffeine.newBuilder().expireAfterWrite(USED_FOR).maximumSize(MOST).build();

  CallerTokens(FrontDoorToken token) {
    this.token = token;
  }

  public String of(Caller caller) {
    return minted.get(
        caller, one -> token.mint(one.id(), one.role(), one.scopes(), one.username()));
  }

  void forget(Caller caller) {
    minted.invalidate(caller);
  }
}
