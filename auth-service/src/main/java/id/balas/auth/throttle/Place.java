package id.balas.auth.throttle;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Where an attempt comes from: the IP address, and the id in a valid device cookie.
public record Place(String address, @Nullable String device) {

  private static final int NETWORK_BYTES = 8;

  /// The address as limits count it. An IPv6 subscriber usually has a whole /64, which is read from
  /// the bytes: proxies write short forms, such as `2001:db8::1`.
  static String network(String address) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(parsed.getAddress(), 0, NETWORK_BYTES)
          : parsed.getHostAddress();
    } catch (IllegalArgumentException _) {
      return address;
    }
  }
}
