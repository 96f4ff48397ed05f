package id.balas.auth.audit;

import id.balas.auth.access.Caller;
import id.balas.auth.secret.KeyedHash;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Writes audit entries. An entry joins the transaction of the audited action.
@Component
public class Audit {

  private static final int HASH_SHOWN = 16;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final AuditProperties properties;
  private final KeyedHash hashes;

  Audit(JdbcClient jdbc, Clock clock, AuditProperties properties, KeyedHash hashes) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.properties = properties;
    this.hashes = hashes;
  }

  /// `what` is an action such as `user.disabled`, `target` its object, such as `user:7`.
  public void record(
      Caller who, String what, @Nullable String target, String address, @Nullable String detail) {
    write(who.id(), who.username(), who.apiKeyId(), what, target, address, detail);
  }

  /// An action without a signed-in user. `name` is the username of an account. A name that no
  /// account has may be a mistyped password: [#recordUnknown].
  public void recordAnonymous(
      @Nullable String name,
      String what,
      @Nullable String target,
      String address,
      @Nullable String detail) {
    write(null, name, null, what, target, address, detail);
  }

  /// An action in the name of no account. The name that was typed is stored as a keyed hash, so
  /// that entries of the same name can be found together.
  public void recordUnknown(String typed, String what, String address) {
    String hash = hashes.hash(typed.toLowerCase(Locale.ROOT), "name of no account");
    write(null, "unknown:" + hash.substring(0, HASH_SHOWN), null, what, null, address, null);
  }

  private void write(
      @Nullable String id,
      @Nullable String name,
      @Nullable String key,
      String what,
      @Nullable String target,
      String address,
      @Nullable String detail) {
    jdbc.sql(
            """
            INSERT INTO auth.audit (at, who_id, who, api_key_id, what, target, address, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                Timestamp.from(clock.instant()), id, name, key, what, target, address, detail))
        .update();
  }

  @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT5M")
  void deleteOld() {
    jdbc.sql("DELETE FROM auth.audit WHERE at < ?")
        .param(Timestamp.from(clock.instant().minus(properties.auditKept())))
        .update();
  }
}
