package id.balas.sender.pacing;

import id.balas.service.settings.InvalidSettingException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Sending limits, described in docs/pacing.md. `channels` overrides them for single channels.
@ConfigurationProperties("balas.pacing")
record PacingProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("5") int perSecond,
    @DefaultValue("120") int perMinute,
    @DefaultValue("0") int perDay,
    @DefaultValue("Asia/Jakarta") String zone,
    @DefaultValue("") String quietHours,
    @DefaultValue("") String warmUp,
    @DefaultValue("") String warmUpSince,
    @DefaultValue Map<String, OfChannel> channels) {

  private static final String PREFIX = "balas.pacing.";

  record OfChannel(
      @Nullable Integer perSecond,
      @Nullable Integer perMinute,
      @Nullable Integer perDay,
      @Nullable String zone,
      @Nullable String quietHours,
      @Nullable String warmUp,
      @Nullable String warmUpSince) {}

  PacingPolicy of(String channel) {
    OfChannel own = channels.get(channel);
    if (!enabled) {
      return PacingPolicy.unlimited();
    }
    return own == null
        ? policy(PREFIX, perSecond, perMinute, perDay, zone, quietHours, warmUp, warmUpSince)
        : policy(
            PREFIX + "channels." + channel + ".",
            or(own.perSecond(), perSecond),
            or(own.perMinute(), perMinute),
            or(own.perDay(), perDay),
            or(own.zone(), zone),
            or(own.quietHours(), quietHours),
            or(own.warmUp(), warmUp),
            or(own.warmUpSince(), warmUpSince));
  }

  private static <T> T or(@Nullable T own, T general) {
    return Optional.ofNullable(own).orElse(general);
  }

  private static PacingPolicy policy(
      String prefix,
      int perSecond,
      int perMinute,
      int perDay,
      String zone,
      String quiet,
      String curve,
      String since) {
    if (perSecond < 0 || perMinute < 0 || perDay < 0) {
      throw new InvalidSettingException(
          prefix + "per-second, per-minute or per-day", "is negative", "write 0 for no limit");
    }
    ZoneId place = zone(prefix, zone);
    try {
      return new PacingPolicy(
          perSecond,
          perMinute,
          perDay,
          place,
          QuietHours.parse(quiet, place),
          warmUp(prefix, curve, since));
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(
          prefix + "quiet-hours",
          String.valueOf(e.getMessage()),
          "write each interval as from-to, in local time");
    }
  }

  private static ZoneId zone(String prefix, String zone) {
    try {
      return ZoneId.of(zone.strip());
    } catch (DateTimeException e) {
      throw new InvalidSettingException(
          prefix + "zone", "is not a time zone", "write one such as Asia/Jakarta");
    }
  }

  private static WarmUp warmUp(String prefix, String curve, String since) {
    if (curve.isBlank()) {
      return new WarmUp(List.of(), null);
    }
    if (!curve.matches("\\s*\\d{1,9}\\s*(,\\s*\\d{1,9}\\s*)*")) {
      throw new InvalidSettingException(
          prefix + "warm-up", "is not like 20,50,100", "write the limits of day 1, 2, 3 and so on");
    }
    try {
      List<Integer> mostOnDay =
          Arrays.stream(curve.split(",", -1)).map(most -> Integer.valueOf(most.strip())).toList();
      return new WarmUp(mostOnDay, LocalDate.parse(since.strip()));
    } catch (DateTimeException e) {
      throw new InvalidSettingException(
          prefix + "warm-up-since",
          "is not a date",
          "write the first day of warm-up, such as 2026-11-02");
    }
  }
}
