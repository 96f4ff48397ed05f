package id.balas.auth.apikey;

import id.balas.auth.secret.RandomSecret;
import id.balas.service.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The table of API keys, revoked and expired ones included. Only the SHA-256 of a secret is
/// stored.
@Component
public class ApiKeys {

  private final JdbcClient jdbc;
  private final Clock clock;

  ApiKeys(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  record Fresh(long id, ApiKeyText text, Instant expiresAt) {}

  /// `lastUsedAt` is accurate to the minute.
  public record Known(
      long id,
      String name,
      String prefix,
      long ownerId,
      List<String> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant revokedAt) {}

  /// A key that is neither revoked nor expired.
  public record Valid(long id, long ownerId, Set<String> scopes) {}

  Fresh add(String name, long owner, List<String> scopes, int days) {
    ApiKeyText text = ApiKeyText.fresh();
    Instant now = clock.instant();
    Instant expiresAt = now.plus(Duration.ofDays(days));
    long id =
        jdbc.sql(
                """
                INSERT INTO auth.api_keys (name, prefix, secret_hash, owner_id, scopes, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
                """)
            .params(
                name,
                text.prefix(),
                RandomSecret.hash(text.secret()),
                owner,
                String.join(" ", scopes),
                Timestamp.from(now),
                Timestamp.from(expiresAt))
            .query(Long.class)
            .single();
    return new Fresh(id, text, expiresAt);
  }

  /// The keys of a user that are neither revoked nor expired.
  public List<Known> validOf(long owner) {
    return jdbc.sql(
            """
            SELECT * FROM auth.api_keys WHERE owner_id = ? AND revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > ?) ORDER BY id
            """)
        .params(owner, Timestamp.from(clock.instant()))
        .query((row, _) -> known(row))
        .list();
  }

  List<Known> all() {
    return jdbc.sql("SELECT * FROM auth.api_keys ORDER BY id").query((row, _) -> known(row)).list();
  }

  private static Known known(ResultSet row) throws SQLException {
    return new Known(
        row.getLong("id"),
        row.getString("name"),
        row.getString("prefix"),
        row.getLong("owner_id"),
        List.of(row.getString("scopes").split(" ")),
        row.getTimestamp("created_at").toInstant(),
        Columns.instant(row, "expires_at"),
        Columns.instant(row, "last_used_at"),
        Columns.instant(row, "revoked_at"));
  }

  public Optional<Valid> valid(String prefix, String secretHash) {
    return valid("prefix = ? AND secret_hash = ?", prefix, secretHash);
  }

  public Optional<Valid> valid(long id) {
    return valid("id = ?", id);
  }

  private Optional<Valid> valid(String condition, Object... values) {
    return jdbc.sql(
            """
            SELECT id, owner_id, scopes FROM auth.api_keys
            WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) AND
            """
                + condition)
        .params(values)
        .query((row, _) ->
            new Valid(
                row.getLong(1), row.getLong(2), Set.copyOf(List.of(row.getString(3).split(" ")))))
        .optional();
  }

  Optional<Instant> nextExpiry() {
    return jdbc.sql(
            "SELECT expires_at FROM auth.api_keys WHERE revoked_at IS NULL AND expires_at > ? ORDER BY 1 LIMIT 1")
        .param(Timestamp.from(clock.instant()))
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  public boolean revoke(long id) {
    return jdbc.sql("UPDATE auth.api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL")
            .params(Timestamp.from(clock.instant()), id)
            .update()
        == 1;
  }
}
