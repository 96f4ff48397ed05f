package id.balas.auth.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.balas.auth.audit.Audit;
import id.balas.auth.token.AccessTokens;
import id.balas.auth.token.RefreshCookie;
import id.balas.auth.token.SignIns;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Signs people in. A page asks with `cookie` for its refresh token to be kept where no script
/// reads it.
@RestController
class LoginController {

  private final AtOnce atOnce;
  private final SignIn signIn;
  private final SignIns signIns;
  private final AccessTokens accessTokens;
  private final RefreshCookie cookie;
  private final Audit audit;

  LoginController(
      AtOnce atOnce,
      SignIn signIn,
      SignIns signIns,
      AccessTokens accessTokens,
      RefreshCookie cookie,
      Audit audit) {
    this.atOnce = atOnce;
    this.signIn = signIn;
    this.signIns = signIns;
    this.accessTokens = accessTokens;
    this.cookie = cookie;
    this.audit = audit;
  }

  record LoginRequest(
      @Nullable String identifier,
      @Nullable String password,
      @Nullable String totp,
      @Nullable Boolean cookie) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SignedIn(
      String message,
      UserView data,
      @JsonProperty("access_token") String accessToken,
      @JsonProperty("token_type") String tokenType,
      @JsonProperty("refresh_token") @Nullable String refreshToken) {}

  @PostMapping("/auth/login")
  ResponseEntity<SignedIn> login(@RequestBody LoginRequest request, HttpServletRequest connection) {
    String address = connection.getRemoteAddr();
    User user =
        atOnce.run(
            address,
            () -> signIn.check(request.identifier(), request.password(), request.totp(), address));
    SignIns.Started started = signIns.start(user.id(), address);
    audit.recordOfStranger(user.username(), "login", "user:" + user.id(), address, null);
    signIn.count("ok");
    boolean byCookie = Boolean.TRUE.equals(request.cookie());
    var answer = ResponseEntity.ok();
    if (byCookie) {
      answer.header(HttpHeaders.SET_COOKIE, cookie.keep(started.refreshToken()));
    }
    return answer.body(
        new SignedIn(
            "Signed in.",
            UserView.of(user),
            accessTokens.mint(user.id(), started.id()),
            "bearer",
            byCookie ? null : started.refreshToken()));
  }
}
