package id.balas.whapi;

import id.balas.service.settings.InvalidSettingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One of our WhatsApp numbers. `WHAPI_TOKEN` is the channel `default`; `WHAPI_CHANNELS` lists more
/// as `name:token` or `name:token:channel-id`. `providerId` is the channel's id at the provider.
public record ChannelSetting(String name, String token, @Nullable String providerId) {

  public static final String DEFAULT = "default";

  // With any other character, the HTTP client throws an exception that quotes the whole header.
  private static final Pattern TOKEN = Pattern.compile("[!-~]+");

  public static List<ChannelSetting> of(String token, String channels) {
    Map<String, ChannelSetting> byName = new LinkedHashMap<>();
    if (!token.isBlank()) {
      byName.put(DEFAULT, new ChannelSetting(DEFAULT, checked("WHAPI_TOKEN", token.strip()), null));
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
    List<String> parts = Stream.of(written.split(":", -1)).map(String::strip).toList();
    if (parts.size() < 2
        || parts.size() > 3
        || !parts.get(0).matches("[\\w-]{1,40}")
        || parts.get(1).isBlank()) {
      throw new InvalidSettingException(
          "WHAPI_CHANNELS",
          "has an entry that is not name:token:channel-id",
          "write sales:a-token:MANTIS-M72HC,…");
    }
    return new ChannelSetting(
        parts.get(0),
        checked("WHAPI_CHANNELS", parts.get(1)),
        parts.size() == 3 && !parts.get(2).isBlank() ? parts.get(2) : null);
  }

  private static String checked(String setting, String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw new InvalidSettingException(
          setting,
          "has a space, an invisible or a non-ASCII character in a token",
          "copy the token from the Whapi panel again");
    }
    return token;
  }

  @Override
  public String toString() {
    return "ChannelSetting[" + name + "]";
  }
}
