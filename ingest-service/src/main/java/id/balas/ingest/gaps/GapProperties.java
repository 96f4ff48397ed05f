package id.balas.ingest.gaps;

import id.balas.service.settings.UnusableSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// When is looked for gaps and how far back. `every` is the schedule, `afterTrouble` the time that
/// the provider has to bring again by itself what was refused; `overlap` is how far before the last
/// scan's start a scan begins, `firstLook` the same where there was none; what is younger than
/// `settle` may still be on its way and is not looked at. `retryWait` doubles up to
/// `longestRetryWait` while a scan fails; `most` messages are held in memory at once.
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
      throw new UnusableSetting(
          "balas.gaps.every or retry-wait",
          "is not a time",
          "set them to times above 0, such as 15m and 5s");
    }
    if (overlap.compareTo(settle) < 0) {
      throw new UnusableSetting(
          "balas.gaps.overlap",
          "is shorter than settle, so that messages between two scans were never looked at",
          "set it to at least balas.gaps.settle");
    }
    if (most < 1) {
      throw new UnusableSetting(
          "balas.gaps.most", "is not a number above 0", "set it to some thousands");
    }
  }
}
