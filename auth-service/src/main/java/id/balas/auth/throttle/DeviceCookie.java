package id.balas.auth.throttle;

import id.balas.auth.secret.KeyedHash;
import id.balas.auth.secret.RandomSecret;
import id.balas.auth.session.SessionProperties;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/// The cookie by which a browser is recognized after a login: a random id and its keyed hash, so
/// that an id from a database dump is of no use. It is no login. [LoginThrottle] stores which users
/// signed in there.
@Component
public class DeviceCookie {

  /// How long a device is known after a login.
  static final Duration KNOWN_FOR = Duration.ofDays(90);

  private static final String PURPOSE = "device cookie";
  private static final Pattern SHAPE = Pattern.compile("([A-Za-z0-9_-]{43})\\.([0-9a-f]{64})");

  private final KeyedHash hashes;
  private final boolean secure;

  DeviceCookie(KeyedHash hashes, SessionProperties properties) {
    this.hashes = hashes;
    this.secure = properties.secureCookie();
  }

  /// Where the request comes from.
  public Place place(HttpServletRequest request) {
    return new Place(request.getRemoteAddr(), device(request.getCookies()).orElse(null));
  }

  private Optional<String> device(Cookie @Nullable [] cookies) {
    return Stream.ofNullable(cookies)
        .flatMap(Stream::of)
        .filter(cookie -> cookie.getName().equals(name()))
        .map(cookie -> SHAPE.matcher(cookie.getValue()))
        .filter(Matcher::matches)
        .filter(shape -> hashes.matches(shape.group(1), PURPOSE, shape.group(2)))
        .map(shape -> shape.group(1))
        .findFirst();
  }

  /// The place with the id of its device, or with a new one.
  public Place named(Place place) {
    return place.device() == null ? new Place(place.address(), RandomSecret.fresh()) : place;
  }

  /// The value of `Set-Cookie`.
  public String store(String device) {
    return ResponseCookie.from(name(), device + "." + hashes.hash(device, PURPOSE))
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .path("/auth")
        .maxAge(KNOWN_FOR)
        .build()
        .toString();
  }

  private String name() {
    return secure ? "__Secure-balas-device" : "balas-device";
  }
}
