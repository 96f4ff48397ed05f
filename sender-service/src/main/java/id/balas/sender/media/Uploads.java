package id.balas.sender.media;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/// The hashes of uploaded files. Reconciliation recognises a file in the provider's message list by
/// its hash.
@Repository
public class Uploads {

  // The provider keeps a file for 30 days, and a message may wait some more days.
  private static final Duration KEPT = Duration.ofDays(45);

  private static final String ADD =
      """
      INSERT INTO sender.uploads (channel, media_id, sha256, size, uploaded_at)
      VALUES (:channel, :mediaId, :sha256, :size, :now)
      ON CONFLICT DO NOTHING
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  Uploads(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void add(String channel, String mediaId, String sha256, long size) {
    jdbc.sql(ADD)
        .param("channel", channel)
        .param("mediaId", mediaId)
        .param("sha256", sha256)
        .param("size", size)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  /// The SHA-256 in Base64, as the provider writes it. Null for a file that was not uploaded here.
  public @Nullable String sha256(String channel, String mediaId) {
    return jdbc.sql(
            "SELECT sha256 FROM sender.uploads WHERE channel = :channel AND media_id = :mediaId")
        .param("channel", channel)
        .param("mediaId", mediaId)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  @Scheduled(fixedDelayString = "PT1H")
  void forget() {
    jdbc.sql("DELETE FROM sender.uploads WHERE uploaded_at < :before")
        .param("before", Timestamp.from(clock.instant().minus(KEPT)))
        .update();
  }
}
