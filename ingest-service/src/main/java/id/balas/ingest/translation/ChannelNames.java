package id.balas.ingest.translation;

import id.balas.whapi.ChannelSetting;
import id.balas.whapi.content.ProviderIds;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// Maps the provider's channel ids to our channel names. A single channel takes every id. Of
/// several channels, each takes its own id. If exactly one has no id, it takes all unclaimed ids.
/// Otherwise an unclaimed id becomes the channel name.
@Component
public class ChannelNames {

  private static final int LONGEST = 64;

  private final Map<String, String> namesById = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final @Nullable String taker;

  @Autowired
  ChannelNames(
      @Value("${WHAPI_TOKEN:}") String token, @Value("${WHAPI_CHANNELS:}") String channels) {
    this(ChannelSetting.of(token, channels));
  }

  ChannelNames(List<ChannelSetting> settings) {
    for (ChannelSetting channel : settings) {
      names.add(channel.name());
      if (channel.providerId() != null) {
        namesById.put(channel.providerId(), channel.name());
      }
    }
    taker = taker(settings);
  }

  private static @Nullable String taker(List<ChannelSetting> settings) {
    if (settings.size() <= 1) {
      return settings.isEmpty() ? ChannelSetting.DEFAULT : settings.getFirst().name();
    }
    List<ChannelSetting> without =
        settings.stream().filter(channel -> channel.providerId() == null).toList();
    return without.size() == 1 ? without.getFirst().name() : null;
  }

  /// A body without a channel id belongs to the channel that takes unclaimed ids, else to
  /// `default`.
  String nameOf(@Nullable String providerId) {
    String claimed = claimedBy(providerId);
    if (claimed != null || providerId == null) {
      return claimed != null ? claimed : ChannelSetting.DEFAULT;
    }
    boolean usable = providerId.length() <= LONGEST && providerId.indexOf('/') < 0;
    String name = usable ? ProviderIds.usable(providerId) : ProviderIds.hash(providerId);
    return names.contains(name) ? "unclaimed-" + name : name;
  }

  boolean claims(@Nullable String providerId) {
    return claimedBy(providerId) != null;
  }

  private @Nullable String claimedBy(@Nullable String providerId) {
    String own = providerId == null ? null : namesById.get(providerId);
    return own != null ? own : taker;
  }
}
