package id.balas.auth.user;

import id.balas.auth.access.Role;
import id.balas.auth.secret.RandomSecret;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tokens with which one user registers in a role. Only their hashes are stored.
@Component
public class Invitations {

  private final JdbcClient jdbc;
  private final Clock clock;

  record Issued(long id, String token, Role role, Instant expiresAt) {}

  @Schema(name = "OpenInvitation")
  public record Open(
      @Schema(example = "3") long id,
      @Schema(example = "karyawan") Role role,
      @Schema(example = "1") @Nullable Long issuedBy,
      @Schema(example = "2026-01-28T08:00:00Z") Instant createdAt,
      @Schema(example = "2026-01-31T08:00:00Z") Instant expiresAt) {}

  Invitations(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// `issuer` is null for the invitation of the first admin.
  Issued issue(Role role, Duration lifetime, @Nullable Long issuer) {
    String token = RandomSecret.fresh();
    Instant now = clock.instant();
    Instant expiresAt = now.plus(lifetime);
    long id =
        jdbc.sql(
                """
                INSERT INTO auth.invitations (hash, role, setup, issued_by, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?) RETURNING id
                """)
            .params(
                Arrays.asList(
                    RandomSecret.hash(token),
                    role.name(),
                    issuer == null,
                    issuer,
                    Timestamp.from(now),
                    Timestamp.from(expiresAt)))
            .query(Long.class)
            .single();
    return new Issued(id, token, role, expiresAt);
  }

  /// The role of an open invitation. `setup` selects the first admin's.
  Optional<Role> role(String token, boolean setup) {
    return jdbc.sql(
            "SELECT role FROM auth.invitations WHERE hash = ? AND setup = ? AND used_at IS NULL AND expires_at > ?")
        .params(RandomSecret.hash(token), setup, Timestamp.from(clock.instant()))
        .query(String.class)
        .optional()
        .map(Role::valueOf);
  }

  /// False if it is used or expired. Of concurrent calls one returns true.
  boolean use(String token) {
    Timestamp now = Timestamp.from(clock.instant());
    return jdbc.sql(
                "UPDATE auth.invitations SET used_at = ? WHERE hash = ? AND used_at IS NULL AND expires_at > ?")
            .params(now, RandomSecret.hash(token), now)
            .update()
        == 1;
  }

  /// Those that a user has issued.
  public List<Open> openOf(long issuer) {
    return open().stream().filter(open -> Objects.equals(open.issuedBy(), issuer)).toList();
  }

  List<Open> open() {
    return jdbc.sql(
            "SELECT * FROM auth.invitations WHERE NOT setup AND used_at IS NULL AND expires_at > ? ORDER BY id")
        .param(Timestamp.from(clock.instant()))
        .query((row, _) ->
            new Open(
                row.getLong("id"),
                Role.valueOf(row.getString("role")),
                row.getObject("issued_by", Long.class),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant()))
        .list();
  }

  public boolean withdraw(long id) {
    return jdbc.sql("DELETE FROM auth.invitations WHERE id = ? AND NOT setup AND used_at IS NULL")
            .param(id)
            .update()
        == 1;
  }

  /// Withdraws those that a user has issued, who is no admin any more.
  void withdrawOf(long issuer) {
    jdbc.sql("DELETE FROM auth.invitations WHERE issued_by = ? AND NOT setup AND used_at IS NULL")
        .param(issuer)
        .update();
  }

  void withdrawSetup() {
    jdbc.sql("DELETE FROM auth.invitations WHERE setup").update();
  }
}
