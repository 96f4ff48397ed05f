package id.balas.ingest.source;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/// Finds the source address of a request. It is the peer, or behind trusted proxies the nearest
/// address that is not a proxy. `X-Forwarded-For` entries from any other host are ignored.
public final class SourceAddress {

  private final List<IpAddressMatcher> proxies;
  private final Pattern proxyPattern;

  public SourceAddress(List<String> trustedProxies, Pattern proxyPattern) {
    this.proxyPattern = proxyPattern;
    this.proxies =
        trustedProxies.stream().filter(each -> !each.isBlank()).map(IpAddressMatcher::new).toList();
  }

  /// Reduces an IPv6 address to its /64 network, because one client owns all 2⁶⁴ addresses in it.
  String of(HttpServletRequest request) {
    String source = request.getRemoteAddr();
    if (!isProxy(source)) {
      return network(source);
    }
    List<String> hops =
        Collections.list(request.getHeaders("X-Forwarded-For")).stream()
            .flatMap(header -> Stream.of(header.split(",")))
            .toList();
    for (String hop : hops.reversed()) {
      String address = hop.strip();
      if (literal(address) == null) {
        break;
      }
      source = address;
      if (!isProxy(source)) {
        break;
      }
    }
    return network(source);
  }

  private boolean isProxy(String address) {
    return proxies.stream().anyMatch(proxy -> proxy.matches(address))
        || proxyPattern.matcher(address).matches();
  }

  private static String network(String address) {
    return literal(address) instanceof Inet6Address six
        ? Arrays.toString(Arrays.copyOf(six.getAddress(), 8))
        : address;
  }

  private static @Nullable InetAddress literal(String address) {
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
