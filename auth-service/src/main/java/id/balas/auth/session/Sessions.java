package id.balas.auth.session;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sessions: one login on one device. [RefreshTokens] starts and renews them. The table is
/// `auth.sign_ins`.
@Component
public class Sessions {

  // Rows show how a session ended.
  private static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(30);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final SessionProperties properties;

  /// An open session as its user sees it. `address` is that of the login.
  public record OpenSession(
      @Schema(example = "0b0d5c5e-8f5c-4a53-9a53-0d1c1f0a7e11") UUID id,
      @Schema(example = "203.0.113.7") String address,
      @Schema(example = "2026-01-28T08:00:00Z") Instant createdAt,
      @Schema(example = "2026-01-28T09:30:00Z") Instant lastUsedAt,
      @Schema(example = "2026-02-27T08:00:00Z") Instant expiresAt,
      @Schema(example = "true") boolean current) {}

  Sessions(JdbcClient jdbc, Clock clock, SessionProperties properties) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.properties = properties;
  }

  UUID add(long userId, String address) {
    UUID id = UUID.randomUUID();
    Instant now = clock.instant();
    jdbc.sql(
            """
            INSERT INTO auth.sign_ins (id, user_id, address, created_at, last_used_at, expires_at, confirmed_at)
            VALUES (:id, :user, :address, :now, :now, :end, :now)
            """)
        .param("id", id)
        .param("user", userId)
        .param("address", address)
        .param("now", Timestamp.from(now))
        .param("end", Timestamp.from(now.plus(properties.signIn())))
        .update();
    return id;
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

  /// The open sessions of a user, the latest used first. `present` is the session of the request.
  public List<OpenSession> open(long userId, UUID present) {
    return jdbc.sql(
            """
            SELECT * FROM auth.sign_ins WHERE user_id = ? AND ended_at IS NULL AND expires_at > ?
            ORDER BY last_used_at DESC
            """)
        .params(userId, Timestamp.from(clock.instant()))
        .query((row, _) -> {
          UUID id = row.getObject("id", UUID.class);
          return new OpenSession(
              id,
              row.getString("address"),
              row.getTimestamp("created_at").toInstant(),
              row.getTimestamp("last_used_at").toInstant(),
              row.getTimestamp("expires_at").toInstant(),
              id.equals(present));
        })
        .list();
  }

  /// The user has proved their identity again.
  public void confirm(UUID session) {
    jdbc.sql("UPDATE auth.sign_ins SET confirmed_at = ? WHERE id = ?")
        .params(Timestamp.from(clock.instant()), session)
        .update();
  }

  /// When the user last proved their identity in this session, if it is open.
  Optional<Instant> confirmedAt(UUID session) {
    return jdbc.sql(
            """
            SELECT coalesce(confirmed_at, created_at) FROM auth.sign_ins
            WHERE id = ? AND ended_at IS NULL AND expires_at > ?
            """)
        .params(session, Timestamp.from(clock.instant()))
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  /// Returns whether the session had not ended before.
  public boolean end(UUID session, String reason) {
    return jdbc.sql(
                "UPDATE auth.sign_ins SET ended_at = ?, ended_by = ? WHERE id = ? AND ended_at IS NULL")
            .params(Timestamp.from(clock.instant()), reason, session)
            .update()
        == 1;
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
