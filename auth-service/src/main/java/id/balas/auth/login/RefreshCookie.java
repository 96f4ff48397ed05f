package id.balas.auth.login;

import id.balas.auth.session.SessionProperties;
import id.balas.service.web.ProblemException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/// The cookie with the refresh token of our page. Scripts cannot read it. Browsers send it only to
/// `/auth`, and not from pages of other sites.
@Component
class RefreshCookie {

  private final boolean secure;
  private final Duration lifetime;

  RefreshCookie(SessionProperties properties) {
    this.secure = properties.secureCookie();
    this.lifetime = properties.refreshToken();
  }

  /// The value of `Set-Cookie`.
  String store(String refreshToken) {
    return cookie(refreshToken, lifetime);
  }

  /// The value of `Set-Cookie` that deletes the cookie.
  String delete() {
    return cookie("", Duration.ZERO);
  }

  /// The refresh token, if there is one. 403 if a page of another site made the request.
  Optional<String> read(HttpServletRequest request) {
    Optional<String> token =
        Arrays.stream(cookies(request.getCookies()))
            .filter(cookie -> cookie.getName().equals(name()))
            .map(Cookie::getValue)
            .filter(value -> !value.isEmpty())
            .findFirst();
    if (token.isPresent() && !isOfThisSite(request)) {
      throw ProblemException.forbidden("The cookie is for pages of this site only.");
    }
    return token;
  }

  // Browsers send Sec-Fetch-Site only with https or to localhost, but Origin with every POST.
  private static boolean isOfThisSite(HttpServletRequest request) {
    String from = request.getHeader("Sec-Fetch-Site");
    if (from != null) {
      return from.equals("same-origin") || from.equals("none");
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin == null
        || origin.substring(origin.indexOf("://") + 1).equals("//" + request.getHeader("Host"));
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
