package id.balas.auth.user;

import id.balas.auth.access.Caller;
import id.balas.auth.access.RightsChanged;
import id.balas.auth.audit.Audit;
import id.balas.auth.session.Sessions;
import id.balas.auth.throttle.LoginThrottle;
import id.balas.service.web.ProblemException;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Changes one account in a transaction that also writes the audit entry. Changes of accounts run
/// one at a time: two admins could otherwise take each other's rights, and no admin would remain.
@Component
public class AccountChanges {

  private final Users users;
  private final Sessions sessions;
  private final LoginThrottle throttle;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  AccountChanges(
      Users users,
      Sessions sessions,
      LoginThrottle throttle,
      Audit audit,
      ApplicationEventPublisher events,
      TransactionTemplate transaction) {
    this.users = users;
    this.sessions = sessions;
    this.throttle = throttle;
    this.audit = audit;
    this.events = events;
    this.transaction = transaction;
  }

  /// Event: a user has no authenticator app any more.
  public record FactorForgotten(long userId) {}

  /// A change that is always audited, of the caller's own account. Throws a 409 if the account was
  /// changed since the caller's password or code was checked: a thief who knows the old password
  /// could otherwise replace the new one of a reset.
  public void changeOwn(
      Caller caller, User checked, String action, String address, Consumer<User> change) {
    change(
        checked.id(),
        user -> {
          if (!users.isUnchanged(checked)) {
            throw ProblemException.conflict("The account was changed meanwhile. Try again.");
          }
          change.accept(user);
          audit.record(caller, action, "user:" + user.id(), address, null);
        });
  }

  /// `change` returns the detail of the audit entry, or null if it changed nothing.
  User change(
      long id, String action, Caller by, String address, Function<User, @Nullable String> change) {
    return change(
        id,
        user -> {
          users.requireRights(by);
          String detail = change.apply(user);
          if (detail != null) {
            audit.record(by, action, "user:" + id, address, detail.isEmpty() ? null : detail);
            events.publishEvent(new RightsChanged());
          }
        });
  }

  /// A change by the settings of the service.
  public void changeAtStart(long id, Consumer<User> change) {
    change(id, change);
  }

  /// Sets a password that replaces a forgotten one: the caller has no session.
  public void resetPassword(long id, String hash, String address, Consumer<User> check) {
    change(
        id,
        user -> {
          check.accept(user);
          replacePassword(user, hash, "password reset", null);
          audit.recordAnonymous(user.username(), "password.reset", "user:" + id, address, null);
        });
  }

  /// Ends all sessions but `keep` and forgets the known devices, because a thief may have used the
  /// old password on any of them.
  public void replacePassword(User user, String hash, String reason, @Nullable UUID keep) {
    user.setPassword(hash);
    throttle.forgetDevices(user.id());
    endSessions(user, reason, keep);
  }

  /// Ends all sessions of a user except `keep`.
  public void endSessions(User user, String reason, @Nullable UUID keep) {
    sessions.endAll(user.id(), reason, keep);
    events.publishEvent(new RightsChanged());
  }

  /// Also deletes the recovery codes.
  public void forgetTotp(User user) {
    user.forgetTotp();
    events.publishEvent(new FactorForgotten(user.id()));
  }

  void forgetDevices(User user) {
    throttle.forgetDevices(user.id());
  }

  private User change(long id, Consumer<User> change) {
    try {
      return Objects.requireNonNull(
          transaction.execute(_ -> {
            users.lockAccounts();
            User user = users.get(id);
            change.accept(user);
            return users.saveAndFlush(user);
          }));
    } catch (DataIntegrityViolationException e) {
      throw Registration.taken(e);
    }
  }
}
