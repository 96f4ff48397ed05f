package id.balas.auth.frontdoor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import id.balas.auth.access.Backend;
import id.balas.auth.access.Caller;
import id.balas.auth.session.FrontDoorToken;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Cache of the front door's tokens. A token lives 60 s and is used for 25. A caller whose rights
/// changed gets another token, because the record is the key.
@Component
public class CallerTokens {

  private static final Duration USED_FOR = Duration.ofSeconds(25);
  private static final int MAX_CALLERS = 20_000;

  private final FrontDoorToken token;
  private final Cache<Key, String> cache =
      Caffeine.newBuilder().expireAfterWrite(USED_FOR).maximumSize(MAX_CALLERS).build();

  CallerTokens(FrontDoorToken token) {
    this.token = token;
  }

  public String of(Caller caller, Backend service) {
    return cache.get(
        new Key(caller, service),
        _ ->
            token.create(
                service.label(), caller.id(), caller.role(), caller.scopes(), caller.username()));
  }

  void forget(Caller caller, Backend service) {
    cache.invalidate(new Key(caller, service));
  }

  private record Key(Caller caller, Backend service) {}
}
