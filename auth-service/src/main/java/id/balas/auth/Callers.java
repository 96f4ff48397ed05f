package id.balas.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Tells who a caller is at present: the rights are the database's, never a token's. What another
/// instance changed is known after `balas.auth.caller-cache`, what this one changed at once.
@Component
public class Callers {

  private static final int MOST = 20_000;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Cache<Shown, Optional<Caller>> cache;

  private sealed interface Shown {}

  private record User(long id) implements Shown {}

  private record SignIn(long user, UUID id) implements Shown {}

  private record Key(String prefix, String secretHash) implements Shown {}

  private record KeyId(long id) implements Shown {}

  Callers(JdbcClient jdbc, Clock clock, AuthProperties properties) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.cache =
        Caffeine.newBuilder().expireAfterWrite(properties.callerCache()).maximumSize(MOST).build();
  }

  /// The person with this id, who may have signed out meanwhile.
  public Optional<Caller> present(String id) {
    return number(id).flatMap(number -> remembered(new User(number), () -> person(number, null)));
  }

  /// Who this caller is by now: by the same API key, where they came with one.
  public Optional<Caller> present(Caller caller) {
    String key = caller.apiKeyId();
    return key == null
        ? present(caller.id())
        : number(key).flatMap(id -> remembered(new KeyId(id), () -> owner("k.id = ?", id)));
  }

  public Optional<Caller> ofSignIn(long user, UUID signIn) {
    return remembered(new SignIn(user, signIn), () -> person(user, signIn));
  }

  Optional<Caller> ofKey(String prefix, String secretHash) {
    return remembered(
        new Key(prefix, secretHash),
        () -> owner("k.prefix = ? AND k.secret_hash = ?", prefix, secretHash));
  }

  /// After a change of rights; within a transaction when that has ended.
  public void forget() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      cache.invalidateAll();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            cache.invalidateAll();
          }
        });
  }

  private Optional<Caller> remembered(Shown shown, Supplier<Optional<Caller>> look) {
    return cache.get(shown, _ -> look.get());
  }

  private Optional<Caller> person(long user, @Nullable UUID signIn) {
    return jdbc.sql(
            """
            SELECT u.id, u.username, u.role FROM auth.users u
            WHERE u.id = :user AND u.disabled_at IS NULL
              AND (CAST(:signIn AS uuid) IS NULL OR EXISTS (
                SELECT 1 FROM auth.sign_ins s
                WHERE s.id = CAST(:signIn AS uuid) AND s.user_id = u.id AND s.ended_at IS NULL AND s.expires_at > :now))
            """)
        .param("user", user)
        .param("signIn", signIn)
        .param("now", Timestamp.from(clock.instant()))
        .query((row, _) -> {
          Role role = Role.valueOf(row.getString("role"));
          return new Caller(
              row.getString("id"), row.getString("username"), role.word(), role.scopes(), null);
        })
        .optional();
  }

  // A key has no more rights than its owner has at present.
  private Optional<Caller> owner(String condition, Object... values) {
    var statement =
        jdbc.sql(
            """
            SELECT u.id, u.username, u.role, k.id AS key_id, k.scopes FROM auth.api_keys k
            JOIN auth.users u ON u.id = k.owner_id AND u.disabled_at IS NULL
            WHERE k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now()) AND
            """
                + condition);
    return statement
        .params(values)
        .query((row, _) -> {
          Role role = Role.valueOf(row.getString("role"));
          Set<String> scopes =
              Arrays.stream(row.getString("scopes").split(" "))
                  .filter(role.scopes()::contains)
                  .collect(Collectors.toUnmodifiableSet());
          return new Caller(
              row.getString("id"),
              row.getString("username"),
              role.word(),
              scopes,
              row.getString("key_id"));
        })
        .optional();
  }

  private static Optional<Long> number(String id) {
    return id.matches("\\d{1,18}") ? Optional.of(Long.parseLong(id)) : Optional.empty();
  }
}
