package id.balas.auth.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import id.balas.auth.audit.Audit;
import id.balas.auth.session.AccessTokens;
import id.balas.auth.session.RefreshTokens;
import id.balas.auth.throttle.ConcurrentLoginLimit;
import id.balas.auth.throttle.DeviceCookie;
import id.balas.auth.throttle.Place;
import id.balas.auth.user.User;
import id.balas.auth.user.UserView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Signs users in. With `cookie` the refresh token is in an HttpOnly cookie, which scripts cannot
/// read, instead of the body. Another cookie lets the browser be recognized: [DeviceCookie].
@RestController
@Tag(name = "Login")
class LoginController {

  private final ConcurrentLoginLimit concurrent;
  private final SignIn signIn;
  private final RefreshTokens refreshTokens;
  private final AccessTokens accessTokens;
  private final RefreshCookie cookie;
  private final DeviceCookie devices;
  private final Audit audit;

  LoginController(
      ConcurrentLoginLimit concurrent,
      SignIn signIn,
      RefreshTokens refreshTokens,
      AccessTokens accessTokens,
      RefreshCookie cookie,
      DeviceCookie devices,
      Audit audit) {
    this.concurrent = concurrent;
    this.signIn = signIn;
    this.refreshTokens = refreshTokens;
    this.accessTokens = accessTokens;
    this.cookie = cookie;
    this.devices = devices;
    this.audit = audit;
  }

  record LoginRequest(
      @Schema(example = "siti") @Nullable String identifier,
      @Schema(example = "rahasia-besar-7") @Nullable String password,
      @Schema(example = "123456") @Nullable String totp,
      @Schema(example = "false") @Nullable Boolean cookie) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SignedIn(
      @Schema(example = "Signed in.") String message,
      UserView data,
      @Schema(example = "eyJhbGciOiJIUzI1NiJ9…") @JsonProperty("access_token") String accessToken,
      @Schema(example = "bearer") @JsonProperty("token_type") String tokenType,
      @Schema(example = "Zk3vQ0…") @JsonProperty("refresh_token") @Nullable String refreshToken) {}

  @Operation(summary = "Sign in with a username or e-mail address and a password")
  @PostMapping("/auth/login")
  ResponseEntity<SignedIn> login(@RequestBody LoginRequest request, HttpServletRequest connection) {
    String address = connection.getRemoteAddr();
    Place place = devices.named(devices.place(connection));
    User user =
        concurrent.run(
            address,
            () -> signIn.check(request.identifier(), request.password(), request.totp(), place));
    RefreshTokens.Started started =
        refreshTokens.start(user.id(), address, () -> signIn.requireUnchanged(user));
    audit.recordAnonymous(user.username(), "login", "user:" + user.id(), address, null);
    signIn.count("ok");
    boolean byCookie = Boolean.TRUE.equals(request.cookie());
    var answer = ResponseEntity.ok();
    if (byCookie) {
      answer.header(HttpHeaders.SET_COOKIE, cookie.store(started.refreshToken()));
    }
    answer.header(HttpHeaders.SET_COOKIE, devices.store(Objects.requireNonNull(place.device())));
    return answer.body(
        new SignedIn(
            "Signed in.",
            UserView.of(user),
            accessTokens.create(user.id(), started.id()),
            "bearer",
            byCookie ? null : started.refreshToken()));
  }
}
