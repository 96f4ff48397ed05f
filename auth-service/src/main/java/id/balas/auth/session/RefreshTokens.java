package id.balas.auth.session;

import id.balas.auth.secret.RandomSecret;
import id.balas.service.database.Columns;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Refresh tokens. Each is replaced by the next when it is used. A token that was just replaced is
/// good again for `balas.auth.refresh-overlap`: two tabs renew at once, or an answer gets lost. An
/// older one counts as stolen and ends the session.
@Component
public class RefreshTokens {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SessionProperties properties;
  private final Sessions sessions;

  /// A session and its next refresh token.
  public record Started(UUID id, String refreshToken) {}

  public sealed interface Renewal {}

  /// `repeated` if the token had been replaced just before.
  public record Renewed(long userId, Started next, boolean repeated) implements Renewal {}

  public record Reused(long userId, UUID session) implements Renewal {}

  public record NotRenewable() implements Renewal {}

  public record Owned(UUID session, long userId) {}

  private record Presented(UUID session, long userId, @Nullable Instant replacedAt) {}

  RefreshTokens(JdbcClient jdbc, Clock clock, SessionProperties properties, Sessions sessions) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.properties = properties;
    this.sessions = sessions;
  }

  /// `requireUnchanged` throws if the account was changed since its password was checked: the
  /// change has ended all sessions, and this one would stay.
  @Transactional
  public Started start(long userId, String address, Runnable requireUnchanged) {
    requireUnchanged.run();
    UUID session = sessions.add(userId, address);
    return new Started(session, issue(session, clock.instant()));
  }

  /// `isEnabled` returns whether a user may sign in.
  @Transactional
  public Renewal renew(String refreshToken, LongPredicate isEnabled) {
    Optional<Presented> found =
        find(RandomSecret.hash(refreshToken)).filter(token -> isEnabled.test(token.userId()));
    if (found.isEmpty()) {
      return new NotRenewable();
    }
    Presented token = found.get();
    Instant now = clock.instant();
    if (token.replacedAt() == null) {
      replaceAll(token.session(), now);
      return new Renewed(token.userId(), next(token, now), false);
    }
    if (now.isBefore(token.replacedAt().plus(properties.refreshOverlap()))) {
      return new Renewed(token.userId(), next(token, now), true);
    }
    sessions.end(token.session(), "reuse");
    return new Reused(token.userId(), token.session());
  }

  // Locks the session: of two renewals at once the second finds the token replaced.
  private Optional<Presented> find(String hash) {
    return jdbc.sql(
            """
            SELECT s.id, s.user_id FROM auth.sign_ins s
            WHERE s.id = (SELECT sign_in FROM auth.refresh_tokens WHERE hash = :hash AND expires_at > :now)
              AND s.ended_at IS NULL AND s.expires_at > :now
            FOR UPDATE
            """)
        .param("hash", hash)
        .param("now", Timestamp.from(clock.instant()))
        .query((row, _) -> new Presented(row.getObject(1, UUID.class), row.getLong(2), null))
        .optional()
        .map(locked -> new Presented(locked.session(), locked.userId(), replacedAt(hash)));
  }

  // A statement of its own, after the lock: it sees what the renewal before it has committed.
  private @Nullable Instant replacedAt(String hash) {
    return jdbc.sql("SELECT used_at FROM auth.refresh_tokens WHERE hash = ?")
        .param(hash)
        .query((row, _) -> Optional.ofNullable(Columns.instant(row, "used_at")))
        .single()
        .orElse(null);
  }

  // Successors that were issued in the overlap and not used are replaced, too. A thief and a user
  // who both hold one find out at the next renewal.
  private void replaceAll(UUID session, Instant now) {
    jdbc.sql("UPDATE auth.refresh_tokens SET used_at = ? WHERE sign_in = ? AND used_at IS NULL")
        .params(Timestamp.from(now), session)
        .update();
    jdbc.sql("UPDATE auth.sign_ins SET last_used_at = ? WHERE id = ?")
        .params(Timestamp.from(now), session)
        .update();
  }

  private Started next(Presented token, Instant now) {
    return new Started(token.session(), issue(token.session(), now));
  }

  private String issue(UUID session, Instant now) {
    String token = RandomSecret.fresh();
    jdbc.sql("INSERT INTO auth.refresh_tokens VALUES (?, ?, ?, ?)")
        .params(
            RandomSecret.hash(token),
            session,
            Timestamp.from(now),
            Timestamp.from(now.plus(properties.refreshToken())))
        .update();
    return token;
  }

  /// The session of a refresh token, replaced ones included: a client that signs out may hold an
  /// older one.
  public Optional<Owned> session(String refreshToken) {
    return jdbc.sql(
            """
            SELECT s.id, s.user_id FROM auth.refresh_tokens t JOIN auth.sign_ins s ON s.id = t.sign_in
            WHERE t.hash = ?
            """)
        .param(RandomSecret.hash(refreshToken))
        .query((row, _) -> new Owned(row.getObject(1, UUID.class), row.getLong(2)))
        .optional();
  }
}
