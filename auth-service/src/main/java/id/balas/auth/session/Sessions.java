package id.balas.auth.session;

import id.balas.auth.secret.RandomSecret;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Sessions and their refresh tokens. Each refresh token is valid once and is replaced by the next.
/// A token that is used twice counts as stolen and ends the session. The table is `auth.sign_ins`.
@Component
public class Sessions {

  // Rows show how a session ended.
  private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(30);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SessionProperties properties;

  /// A session and its next refresh token.
  public record Started(UUID id, String refreshToken) {}

  public sealed interface Renewal {}

  public record Renewed(long userId, Started next) implements Renewal {}

  public record Reused(long userId, UUID session) implements Renewal {}

  public record NotRenewable() implements Renewal {}

  private record Use(UUID session, long userId) {}

  Sessions(JdbcClient jdbc, Clock clock, SessionProperties properties) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.properties = properties;
  }

  @Transactional
  public Started start(long userId, String address) {
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    jdbc.sql("INSERT INTO auth.sign_ins VALUES (?, ?, ?, ?, ?, ?)")
        .params(
            id,
            userId,
            address,
            Timestamp.from(now),
            Timestamp.from(now),
            Timestamp.from(now.plus(properties.signIn())))
        .update();
    return new Started(id, issue(id, now));
  }

  /// `isEnabled` returns whether a user may sign in.
  @Transactional
  public Renewal renew(String refreshToken, LongPredicate isEnabled) {
    Instant now = clock.instant();
    String hash = RandomSecret.hash(refreshToken);
    if (!owner(hash).filter(isEnabled::test).isPresent()) {
      return new NotRenewable();
    }
    Optional<Use> use =
        jdbc.sql(
                """
                UPDATE auth.refresh_tokens t SET used_at = :now FROM auth.sign_ins s
                WHERE t.hash = :hash AND t.used_at IS NULL AND t.expires_at > :now
                  AND s.id = t.sign_in AND s.ended_at IS NULL AND s.expires_at > :now
                RETURNING s.id, s.user_id
                """)
            .param("hash", hash)
            .param("now", Timestamp.from(now))
            .query((row, _) -> new Use(row.getObject(1, UUID.class), row.getLong(2)))
            .optional();
    if (use.isEmpty()) {
      return endWhereUsed(hash);
    }
    jdbc.sql("UPDATE auth.sign_ins SET last_used_at = ? WHERE id = ?")
        .params(Timestamp.from(now), use.get().session())
        .update();
    return new Renewed(
        use.get().userId(), new Started(use.get().session(), issue(use.get().session(), now)));
  }

  private Optional<Long> owner(String hash) {
    return jdbc.sql(
            """
            SELECT s.user_id FROM auth.refresh_tokens t JOIN auth.sign_ins s ON s.id = t.sign_in
            WHERE t.hash = ?
            """)
        .param(hash)
        .query(Long.class)
        .optional();
  }

  private Renewal endWhereUsed(String hash) {
    return jdbc.sql(
            """
            SELECT s.id, s.user_id FROM auth.refresh_tokens t JOIN auth.sign_ins s ON s.id = t.sign_in
            WHERE t.hash = ? AND t.used_at IS NOT NULL AND s.ended_at IS NULL
            """)
        .param(hash)
        .query((row, _) -> new Reused(row.getLong(2), row.getObject(1, UUID.class)))
        .optional()
        .<Renewal>map(reused -> {
          end(reused.session(), "reuse");
          return reused;
        })
        .orElseGet(NotRenewable::new);
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

  public boolean isOpen(UUID session, long userId) {
    return jdbc.sql(
                """
                SELECT count(*) FROM auth.sign_ins
                WHERE id = ? AND user_id = ? AND ended_at IS NULL AND expires_at > ?
                """)
            .params(session, userId, Timestamp.from(clock.instant()))
            .query(Integer.class)
            .single()
        == 1;
  }

  public void end(UUID session, String reason) {
    jdbc.sql(
            "UPDATE auth.sign_ins SET ended_at = ?, ended_by = ? WHERE id = ? AND ended_at IS NULL")
        .params(Timestamp.from(clock.instant()), reason, session)
        .update();
  }

  /// The session of a refresh token, used ones included: a client that signs out may hold an older
  /// one.
  public Optional<UUID> of(String refreshToken) {
    return jdbc.sql("SELECT sign_in FROM auth.refresh_tokens WHERE hash = ?")
        .param(RandomSecret.hash(refreshToken))
        .query(UUID.class)
        .optional();
  }

  /// Ends all sessions of a user except `keep`.
  public void endAll(long userId, String reason, @Nullable UUID keep) {
    jdbc.sql(
            """
            UPDATE auth.sign_ins SET ended_at = :now, ended_by = :reason
            WHERE user_id = :user AND ended_at IS NULL AND id IS DISTINCT FROM CAST(:keep AS uuid)
            """)
        .param("now", Timestamp.from(clock.instant()))
        .param("reason", reason)
        .param("user", userId)
        .param("keep", keep)
        .update();
  }

  @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT5M")
  void deleteExpired() {
    jdbc.sql("DELETE FROM auth.sign_ins WHERE expires_at < ?")
        .param(Timestamp.from(clock.instant().minus(KEPT_AFTER_EXPIRY)))
        .update();
  }
}
