package id.balas.auth.session;

import id.balas.auth.access.CallerAuthentication;
import id.balas.service.web.ProblemException;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// Guards sensitive actions, so that a stolen access token is not enough to take an account over.
/// In this session the user must have given the password or a code of the authenticator app within
/// `balas.auth.confirmed-for`.
@Component
public class RecentConfirmation {

  private final Sessions sessions;
  private final Clock clock;
  private final SessionProperties properties;

  RecentConfirmation(Sessions sessions, Clock clock, SessionProperties properties) {
    this.sessions = sessions;
    this.clock = clock;
    this.properties = properties;
  }

  /// Throws a 403 with the code `confirmation_required`, after which a page asks the user and calls
  /// `POST /auth/confirm`. Throws a 401 if another instance has ended the session, which this one
  /// notices later: an API key created meanwhile would outlive the session.
  public void require(CallerAuthentication caller) {
    Instant earliest = clock.instant().minus(properties.confirmedFor());
    Instant confirmed =
        sessions
            .confirmedAt(caller.session())
            .orElseThrow(
                () -> ProblemException.unauthorized("The session has ended. Sign in again."));
    if (!earliest.isBefore(confirmed)) {
      throw ProblemException.forbidden(
              "Confirm your identity first: send your password or a code of your authenticator app to POST /auth/confirm.")
          .with("code", "confirmation_required");
    }
  }

  /// Until when a confirmation of now is valid.
  public Instant until() {
    return clock.instant().plus(properties.confirmedFor());
  }
}
