package id.balas.ingest.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/// Whose request it is: the peer's address or, behind proxies that the settings name, the nearest
/// one that is not theirs. What anybody else writes into `X-Forwarded-For` is not believed.
final class SourceAddress {

  private final List<IpAddressMatcher> proxies;

  SourceAddress(List<String> trustedProxies) {
    this.proxies =
        trustedProxies.stream().filter(each -> !each.isBlank()).map(IpAddressMatcher::new).toList();
  }

  /// An IPv6 address by its network: who has one has 2⁶⁴.
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
    return proxies.stream().anyMatch(proxy -> proxy.matches(address));
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
