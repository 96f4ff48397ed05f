package id.balas.auth.token;

import id.balas.auth.AuthProperties;
import id.balas.auth.RandomSecret;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who is signed in where. A sign-in is a family of refresh tokens, of which each serves once; one
/// that comes a second time was stolen, before or after, and ends the family.
@Component
public class SignIns {

  // For the audit to be of use to who asks how it ended.
  private static final Duration KEPT = Duration.ofDays(30);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final AuthProperties properties;

  /// A sign-in and the token that renews it next.
  public record Started(UUID id, String refreshToken) {}

  sealed interface Renewal {}

  record Renewed(long userId, Started next) implements Renewal {}

  record Reused(long userId, UUID signIn) implements Renewal {}

  record NotRenewable() implements Renewal {}

  private record Use(UUID signIn, long userId) {}

  SignIns(JdbcClient jdbc, Clock clock, AuthProperties properties) {
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

  @Transactional
  Renewal renew(String refreshToken) {
    Instant now = clock.instant();
    String hash = RandomSecret.hash(refreshToken);
    Optional<Use> use =
        jdbc.sql(
                """
                UPDATE auth.refresh_tokens t SET used_at = :now FROM auth.sign_ins s, auth.users u
                WHERE t.hash = :hash AND t.used_at IS NULL AND t.expires_at > :now
                  AND s.id = t.sign_in AND s.ended_at IS NULL AND s.expires_at > :now
                  AND u.id = s.user_id AND u.disabled_at IS NULL
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
        .params(Timestamp.from(now), use.get().signIn())
        .update();
    return new Renewed(
        use.get().userId(), new Started(use.get().signIn(), issue(use.get().signIn(), now)));
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
          end(reused.signIn(), "reuse");
          return reused;
        })
        .orElseGet(NotRenewable::new);
  }

  private String issue(UUID signIn, Instant now) {
    String token = RandomSecret.fresh();
    jdbc.sql("INSERT INTO auth.refresh_tokens VALUES (?, ?, ?, ?)")
        .params(
            RandomSecret.hash(token),
            signIn,
            Timestamp.from(now),
            Timestamp.from(now.plus(properties.refreshToken())))
        .update();
    return token;
  }

  void end(UUID signIn, String why) {
    jdbc.sql(
            "UPDATE auth.sign_ins SET ended_at = ?, ended_by = ? WHERE id = ? AND ended_at IS NULL")
        .params(Timestamp.from(clock.instant()), why, signIn)
        .update();
  }

  /// Of which refresh token it is does not matter: who signs out may hold an older one.
  Optional<UUID> of(String refreshToken) {
    return jdbc.sql("SELECT sign_in FROM auth.refresh_tokens WHERE hash = ?")
        .param(RandomSecret.hash(refreshToken))
        .query(UUID.class)
        .optional();
  }

  /// `but` stays, of which the user does this.
  public void endAll(long userId, String why, @Nullable UUID but) {
    jdbc.sql(
            """
            UPDATE auth.sign_ins SET ended_at = :now, ended_by = :why
            WHERE user_id = :user AND ended_at IS NULL AND id IS DISTINCT FROM CAST(:but AS uuid)
            """)
        .param("now", Timestamp.from(clock.instant()))
        .param("why", why)
        .param("user", userId)
        .param("but", but)
        .update();
  }

  @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT5M")
  void forget() {
    jdbc.sql("DELETE FROM auth.sign_ins WHERE expires_at < ?")
        .param(Timestamp.from(clock.instant().minus(KEPT)))
        .update();
  }
}
