package id.balas.ingest.gaps;

import id.balas.service.settings.InvalidSettingException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Schedule and range of gap scans. `afterTrouble` gives the provider time for its own redelivery.
/// A scan begins `overlap` before the last scan's start, or `firstLook` back if there was none.
/// Messages younger than `settle` may still be on their way and are not compared. `retryWait`
/// doubles up to `longestRetryWait` while a scan fails; at most `most` messages are in memory at
/// once.
@ConfigurationProperties("balas.gaps")
record GapProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("15m") Duration every,
    @DefaultValue("30s") Duration afterTrouble,
    @DefaultValue("15m") Duration overlap,
    @DefaultValue("1h") Duration firstLook,
    @DefaultValue("10s") Duration settle,
    @DefaultValue("5s") Duration retryWait,
    @DefaultValue("5m") Duration longestRetryWait,
    @DefaultValue("5000") int most) {

  GapProperties {
    if (!every.isPositive()
        || !retryWait.isPositive()
        || longestRetryWait.compareTo(retryWait) < 0) {
      throw new InvalidSettingException(
          "balas.gaps.every or retry-wait",
          "is not a time",
          "set them to times above 0, such as 15m and 5s");
    }
    if (overlap.compareTo(settle) < 0) {
      throw new InvalidSettingException(
          "balas.gaps.overlap",
          "is shorter than settle, so messages between two scans would be skipped",
          "set it to at least balas.gaps.settle");
    }
    if (most < 1) {
      throw new InvalidSettingException(
          "balas.gaps.most", "is not a number above 0", "set it to some thousands");
    }
  }
}
