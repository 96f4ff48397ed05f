package id.balas.auth.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.RightsChanged;
import id.balas.auth.access.Role;
import id.balas.auth.apikey.ApiKeys;
import id.balas.auth.session.Sessions;
import id.balas.auth.user.User;
import id.balas.auth.user.Users;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// The present rights of callers, which come from the database and never from a token. A change by
/// this instance takes effect at once, a change by another one after `balas.auth.caller-cache`.
@Component
public class CallerDirectory {

  private static final int MAXIMUM_SIZE = 20_000;

  private final Users users;
  private final Sessions sessions;
  private final ApiKeys apiKeys;
  private final AtomicLong changes = new AtomicLong();
  private final Cache<Loaded, Optional<Caller>> cache;

  private sealed interface Credential {}

  private record SessionOf(long userId, UUID session) implements Credential {}

  private record Key(String prefix, String secretHash) implements Credential {}

  private record KeyId(long id) implements Credential {}

  /// A load that begins after this many changes. Caffeine's `invalidateAll` does not drop an entry
  /// that is being loaded: without the number, a load that began before a change would keep the
  /// former rights.
  private record Loaded(long changes, Credential credential) {}

  CallerDirectory(
      Users users, Sessions sessions, ApiKeys apiKeys, CallerCacheProperties properties) {
    this.users = users;
    this.sessions = sessions;
    this.apiKeys = apiKeys;
    this.cache =
        Caffeine.newBuilder()
            .expireAfterWrite(properties.callerCache())
            .maximumSize(MAXIMUM_SIZE)
            .build();
  }

  /// The caller of a request as of now, or empty if the session has ended, the key was revoked, or
  /// the user was disabled.
  public Optional<Caller> present(CallerAuthentication authentication) {
    Caller caller = authentication.getPrincipal();
    String key = caller.apiKeyId();
    return key == null
        ? ofSession(Long.parseLong(caller.id()), authentication.session())
        : ofKey(Long.parseLong(key));
  }

  Optional<Caller> ofSession(long userId, UUID session) {
    return cached(
        new SessionOf(userId, session),
        () ->
            sessions.isOpen(session, userId)
                ? enabled(userId).map(user -> caller(user, user.role().scopes(), null))
                : Optional.empty());
  }

  Optional<Caller> ofKey(String prefix, String secretHash) {
    return cached(
        new Key(prefix, secretHash),
        () -> apiKeys.valid(prefix, secretHash).flatMap(this::ofValidKey));
  }

  private Optional<Caller> ofKey(long id) {
    return cached(new KeyId(id), () -> apiKeys.valid(id).flatMap(this::ofValidKey));
  }

  /// Drops all cached callers; the callers of the present transaction only after its commit.
  @Order(Ordered.HIGHEST_PRECEDENCE)
  @TransactionalEventListener(fallbackExecution = true)
  void on(RightsChanged changed) {
    changes.incrementAndGet();
    cache.invalidateAll();
  }

  private Optional<Caller> cached(Credential credential, Supplier<Optional<Caller>> load) {
    return cache.get(new Loaded(changes.get(), credential), _ -> load.get());
  }

  private Optional<User> enabled(long userId) {
    return users.find(userId).filter(user -> !user.isDisabled());
  }

  // A key has no more rights than its owner has at present.
  private Optional<Caller> ofValidKey(ApiKeys.Valid key) {
    return enabled(key.ownerId())
        .map(owner -> caller(owner, intersection(key.scopes(), owner.role()), "" + key.id()));
  }

  private static Set<String> intersection(Set<String> scopes, Role role) {
    return scopes.stream().filter(role.scopes()::contains).collect(Collectors.toUnmodifiableSet());
  }

  private static Caller caller(User user, Set<String> scopes, @Nullable String apiKeyId) {
    return new Caller("" + user.id(), user.username(), user.role().word(), scopes, apiKeyId);
  }
}
