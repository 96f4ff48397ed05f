package id.balas.auth.login;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.RightsChanged;
import id.balas.auth.account.IssuedAccess;
import id.balas.auth.audit.Audit;
import id.balas.auth.session.RefreshTokens;
import id.balas.auth.session.Sessions;
import id.balas.auth.user.User;
import id.balas.auth.user.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Ends sessions. The refresh token is in the cookie of our page, or in the body of other clients.
@RestController
@Tag(name = "Login")
class LogoutController {

  private final RefreshTokens refreshTokens;
  private final Users users;
  private final Sessions sessions;
  private final RefreshCookie cookie;
  private final IssuedAccess issued;
  private final ApplicationEventPublisher events;
  private final Audit audit;

  LogoutController(
      RefreshTokens refreshTokens,
      Users users,
      Sessions sessions,
      RefreshCookie cookie,
      IssuedAccess issued,
      ApplicationEventPublisher events,
      Audit audit) {
    this.refreshTokens = refreshTokens;
    this.users = users;
    this.sessions = sessions;
    this.cookie = cookie;
    this.issued = issued;
    this.events = events;
    this.audit = audit;
  }

  record EverywhereRequest(
      @Schema(example = "false", description = "Leave my API keys valid")
          @Nullable Boolean keepKeys,
      @Schema(example = "false", description = "Leave my open invitations valid")
          @Nullable Boolean keepInvitations) {}

  /// Needs no access token, which may have expired: the refresh token identifies the session.
  @Operation(summary = "Sign out of this session")
  @PostMapping("/auth/logout")
  @Transactional
  ResponseEntity<Void> logout(
      @RequestBody(required = false) RefreshController.@Nullable RefreshRequest body,
      HttpServletRequest request) {
    Optional<RefreshTokens.Owned> byToken =
        RefreshController.inBody(body)
            .or(() -> cookie.read(request))
            .flatMap(refreshTokens::session);
    String address = request.getRemoteAddr();
    if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
        && known.getPrincipal().apiKeyId() == null
        && end(known.session())) {
      audit.record(known.getPrincipal(), "logout", null, address, null);
    }
    // The page sends both for one session, which is one sign-out.
    byToken
        .filter(owned -> end(owned.session()))
        .ifPresent(owned ->
            audit.recordAnonymous(
                users.find(owned.userId()).map(User::username).orElse(null),
                "logout",
                "user:" + owned.userId(),
                address,
                null));
    return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie.delete()).build();
  }

  private boolean end(UUID session) {
    boolean hasEnded = sessions.end(session, "logout");
    events.publishEvent(new RightsChanged());
    return hasEnded;
  }

  @Operation(
      summary = "End all of my sessions, and revoke my API keys and open invitations",
      description = "Returns the keys and invitations that ended.")
  @PostMapping("/auth/logout-everywhere")
  @Transactional
  ResponseEntity<IssuedAccess.Issued> logoutEverywhere(
      @RequestBody(required = false) @Nullable EverywhereRequest body,
      CallerAuthentication known,
      HttpServletRequest request) {
    Caller caller = known.getPrincipal();
    long user = Long.parseLong(caller.id());
    Optional<EverywhereRequest> given = Optional.ofNullable(body);
    // A key or invitation that is being created is stored before, and ends, too.
    users.lockAccounts();
    sessions.endAll(user, "logout everywhere", null);
    IssuedAccess.Issued ended =
        issued.end(
            user,
            given.map(EverywhereRequest::keepKeys).orElse(false),
            given.map(EverywhereRequest::keepInvitations).orElse(false));
    audit.record(caller, "logout.everywhere", null, request.getRemoteAddr(), ended.described());
    return ResponseEntity.ok().header(HttpHeaders.SET_COOKIE, cookie.delete()).body(ended);
  }
}
