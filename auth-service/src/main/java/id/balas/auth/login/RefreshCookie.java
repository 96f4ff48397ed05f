package id.balas.auth.login;

import id.balas.auth.Refused;
import id.balas.auth.session.SessionProperties;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/// Where a page keeps its refresh token: out of reach of scripts, sent to `/auth` alone, and never
/// from another site.
@Component
public class RefreshCookie {

  private final boolean secure;
  private final Duration lifetime;

  RefreshCookie(SessionProperties properties) {
    this.secure = properties.secureCookie();
    this.lifetime = properties.refreshToken();
  }

  public String keep(String refreshToken) {
    return cookie(refreshToken, lifetime);
  }

  String forget() {
    return cookie("", Duration.ZERO);
  }

  /// Refuses where a page of another site has the browser send it.
  Optional<String> read(HttpServletRequest request) {
    Optional<String> token =
        Arrays.stream(cookies(request.getCookies()))
            .filter(cookie -> cookie.getName().equals(name()))
            .map(Cookie::getValue)
            .filter(value -> !value.isEmpty())
            .findFirst();
    String from = request.getHeader("Sec-Fetch-Site");
    if (token.isPresent() && from != null && !from.equals("same-origin") && !from.equals("none")) {
      throw Refused.forbidden("The cookie serves this site's own pages alone.");
    }
    return token;
  }

  private static Cookie[] cookies(Cookie @Nullable [] cookies) {
    return cookies == null ? new Cookie[0] : cookies;
  }

  private String cookie(String value, Duration age) {
    return ResponseCookie.from(name(), value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .path("/auth")
        .maxAge(age)
        .build()
        .toString();
  }

  private String name() {
    return secure ? "__Secure-balas-refresh" : "balas-refresh";
  }
}
