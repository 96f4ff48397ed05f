package id.balas.auth.factor;

import id.balas.auth.secret.KeyedHash;
import id.balas.auth.secret.RandomSecret;
import id.balas.auth.user.AccountChanges;
import id.balas.auth.user.User;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Recovery codes, each of which replaces a code of the authenticator app once: for a user who lost
/// the phone. Only their keyed hashes are stored.
@Component
public class RecoveryCodes {

  private static final int COUNT = 10;
  // 120 bits, in groups that are easy to type: 7KQ2MB-94XDHV-3TRZWA-6PLCNE.
  private static final int GROUPS = 4;
  private static final int GROUP_LENGTH = 6;
  private static final Pattern SHAPE = Pattern.compile("[0-9A-Z]{24}");

  private final JdbcClient jdbc;
  private final Clock clock;
  private final KeyedHash hashes;

  RecoveryCodes(JdbcClient jdbc, Clock clock, KeyedHash hashes) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.hashes = hashes;
  }

  /// New codes, which replace all earlier ones.
  @Transactional
  public List<String> replace(User user) {
    delete(user.id());
    Timestamp now = Timestamp.from(clock.instant());
    List<String> codes = Stream.generate(RecoveryCodes::fresh).limit(COUNT).toList();
    for (String code : codes) {
      jdbc.sql("INSERT INTO auth.recovery_codes (user_id, hash, created_at) VALUES (?, ?, ?)")
          .params(user.id(), hash(user, plain(code)), now)
          .update();
    }
    return codes;
  }

  private static String fresh() {
    return String.join(
        "-", Stream.generate(() -> RandomSecret.spoken(GROUP_LENGTH)).limit(GROUPS).toList());
  }

  @EventListener
  void on(AccountChanges.FactorForgotten forgotten) {
    delete(forgotten.userId());
  }

  private void delete(long userId) {
    jdbc.sql("DELETE FROM auth.recovery_codes WHERE user_id = ?").param(userId).update();
  }

  /// The number of codes that the user has left.
  public int left(long userId) {
    return jdbc.sql("SELECT count(*) FROM auth.recovery_codes WHERE user_id = ?")
        .param(userId)
        .query(Integer.class)
        .single();
  }

  /// Whether a text has the form of a recovery code, and so is no code of an authenticator app.
  public static boolean isPossible(String text) {
    return SHAPE.matcher(plain(text)).matches();
  }

  /// True once for each code. Of concurrent uses one succeeds.
  public boolean use(User user, String code) {
    return hashes.all(plain(code), purpose(user)).stream()
        .anyMatch(hash ->
            jdbc.sql("DELETE FROM auth.recovery_codes WHERE user_id = ? AND hash = ?")
                    .params(user.id(), hash)
                    .update()
                == 1);
  }

  private String hash(User user, String plainCode) {
    return hashes.hash(plainCode, purpose(user));
  }

  private static String plain(String code) {
    return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
  }

  private static String purpose(User user) {
    return "recovery code of user " + user.id();
  }
}
