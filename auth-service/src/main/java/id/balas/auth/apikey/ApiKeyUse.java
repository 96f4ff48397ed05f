package id.balas.auth.apikey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import id.balas.auth.access.Caller;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores when a key was last used, accurate to the minute.
@Component
public class ApiKeyUse {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Cache<String, Boolean> noted =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).maximumSize(10_000).build();

  ApiKeyUse(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public void note(Caller caller) {
    String id = Objects.requireNonNull(caller.apiKeyId());
    if (noted.asMap().putIfAbsent(id, true) == null) {
      jdbc.sql("UPDATE auth.api_keys SET last_used_at = ? WHERE id = ?")
          .params(Timestamp.from(clock.instant()), Long.parseLong(id))
          .update();
    }
  }
}
