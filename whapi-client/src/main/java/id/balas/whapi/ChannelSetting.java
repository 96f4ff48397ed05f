package id.balas.whapi;

import id.balas.service.settings.InvalidSettingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One of our WhatsApp numbers. `WHAPI_TOKEN` is the channel `default`; `WHAPI_CHANNELS` lists more
/// as `name:token` or `name:token:channel-id`. `providerId` is the channel's id at the provider.
public record ChannelSetting(String name, String token, @Nullable String providerId) {

  public static final String DEFAULT = "default";

  public static List<ChannelSetting> of(String token, String channels) {
    Map<String, ChannelSetting> byName = new LinkedHashMap<>();
    if (!token.isBlank()) {
      byName.put(DEFAULT, new ChannelSetting(DEFAULT, token.strip(), null));
    }
    for (String written : channels.split(",", -1)) {
      if (!written.isBlank()) {
        ChannelSetting channel = parse(written.strip());
        byName.put(channel.name(), channel);
      }
    }
    return List.copyOf(byName.values());
  }

  private static ChannelSetting parse(String written) {
    String[] parts = written.split(":", -1);
    if (parts.length < 2
        || parts.length > 3
        || !parts[0].matches("[\\w-]{1,40}")
        || parts[1].isBlank()) {
      throw new InvalidSettingException(
          "WHAPI_CHANNELS",
          "has an entry that is not name:token:channel-id",
          "write sales:a-token:MANTIS-M72HC,…");
    }
    return new ChannelSetting(
        parts[0], parts[1], parts.length == 3 && !parts[2].isBlank() ? parts[2] : null);
  }

  @Override
  public String toString() {
    return "ChannelSetting[" + name + "]";
  }
}
