package id.balas.sender.media;

import id.balas.service.web.ProblemException;
import id.balas.whapi.WhapiProperties;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Allows links to the hosts and below the paths where the provider stores files. All others are
/// rejected, since they could reach internal servers or other files of the same host.
@Component
class MediaLinks {

  private final URI provider;
  private final List<String> hosts;
  private final List<String> paths;

  MediaLinks(WhapiProperties whapi, MediaProperties settings) {
    this.provider = whapi.baseUrl();
    this.hosts =
        settings.hosts().stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
    this.paths = settings.paths();
  }

  /// Throws a 400 for a link that is not allowed.
  URI checked(String link) {
    URI uri = parsed(link);
    String host = uri.getHost();
    if (host == null || uri.getUserInfo() != null || uri.getScheme() == null || !uri.isAbsolute()) {
      throw refused("is not the address of a file");
    }
    if (!isFilePath(uri.getRawPath())) {
      throw refused("is not a path of the provider's files (balas.media.paths)");
    }
    if (isProviders(uri)) {
      return uri;
    }
    boolean isAllowed = hosts.contains(host.toLowerCase(Locale.ROOT));
    if (!isAllowed
        || !uri.getScheme().equalsIgnoreCase("https")
        || (uri.getPort() != -1 && uri.getPort() != 443)) {
      throw refused("does not lead to one of the provider's hosts (balas.media.hosts)");
    }
    if (leadsInside(host)) {
      throw refused("leads to a private address");
    }
    return uri;
  }

  private static URI parsed(String link) {
    try {
      return new URI(link);
    } catch (URISyntaxException e) {
      throw refused("is not the address of a file");
    }
  }

  // Two dots, also encoded, would lead to another path.
  private boolean isFilePath(String path) {
    return paths.stream().anyMatch(path::startsWith)
        && !path.contains("..")
        && !path.toLowerCase(Locale.ROOT).contains("%2e");
  }

  // The host of `WHAPI_BASE_URL` is trusted, even if it is a private address.
  private boolean isProviders(URI uri) {
    return uri.getHost().equalsIgnoreCase(provider.getHost())
        && uri.getScheme().equalsIgnoreCase(provider.getScheme())
        && uri.getPort() == provider.getPort();
  }

  // The JVM caches the lookup for some seconds, so the call goes to the addresses that were
  // checked.
  private static boolean leadsInside(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).anyMatch(MediaLinks::isInside);
    } catch (UnknownHostException e) {
      throw ProblemException.of(
          HttpStatus.BAD_GATEWAY, "The host of the link cannot be resolved. Try again later.");
    }
  }

  static boolean isInside(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    boolean isUniqueLocal = bytes.length == 16 && (first & 0xfe) == 0xfc;
    boolean isCarriersOwn = bytes.length == 4 && first == 100 && (bytes[1] & 0xc0) == 0x40;
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || (bytes.length == 4 && first == 0)
        || isUniqueLocal
        || isCarriersOwn;
  }

  private static ProblemException refused(String why) {
    return ProblemException.invalid("link", why + ".");
  }
}
