package id.balas.auth.user;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.Role;
import id.balas.auth.session.RecentConfirmation;
import id.balas.service.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Changes of users by admins. One admin who can sign in always remains. A user who is disabled or
/// deleted loses all sessions and API keys, and one who is no admin any more the open invitations.
@Component
public class UserChanges {

  private static final Duration RESET_LIFETIME = Duration.ofHours(24);

  private final Users users;
  private final AccountChanges accounts;
  private final ResetCodes resetCodes;
  private final Invitations invitations;
  private final RecentConfirmation confirmation;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  UserChanges(
      Users users,
      AccountChanges accounts,
      ResetCodes resetCodes,
      Invitations invitations,
      RecentConfirmation confirmation,
      ApplicationEventPublisher events,
      Clock clock) {
    this.users = users;
    this.accounts = accounts;
    this.resetCodes = resetCodes;
    this.invitations = invitations;
    this.confirmation = confirmation;
    this.events = events;
    this.clock = clock;
  }

  /// Event: the API keys of a user must end, in the present transaction.
  public record KeysEnded(long userId, String reason, Caller by, String address) {}

  User change(long id, UserController.Change change, CallerAuthentication by, String address) {
    return accounts.change(
        id, "user.changed", by.getPrincipal(), address, user -> apply(user, change, by, address));
  }

  /// A user's own change, without the fields that only admins may change.
  public User changeOwn(
      CallerAuthentication known,
      @Nullable String name,
      @Nullable String email,
      @Nullable String phone,
      String address) {
    var change = new UserController.Change(name, email, null, phone, null, null);
    return change(Long.parseLong(known.getPrincipal().id()), change, known, address);
  }

  private @Nullable String apply(
      User user, UserController.Change change, CallerAuthentication by, String address) {
    List<String> changed = new ArrayList<>();
    if (change.username() != null && !change.username().equals(user.username())) {
      throw ProblemException.invalid(
          "username", "cannot be changed, because messages carry it. Omit it.");
    }
    if (change.name() != null) {
      user.rename(change.name().strip());
      changed.add("name");
    }
    if (change.email() != null && !change.email().strip().equals(user.email())) {
      // One can sign in with it.
      confirmation.require(by);
    }
    if (change.email() != null || change.phone() != null) {
      user.setContact(
          change.email() == null ? user.email() : change.email().strip(),
          change.phone() == null ? user.phone() : Registration.phone(change.phone()));
      changed.add("contact");
    }
    if (change.role() != null && change.role() != user.role()) {
      confirmation.require(by);
      requireAnotherAdmin(user);
      user.setRole(change.role());
      invitations.withdrawOf(user.id());
      changed.add("role " + change.role().word());
    }
    if (change.disabled() != null && change.disabled() != user.isDisabled()) {
      setDisabled(user, change.disabled());
      String what = change.disabled() ? "disabled" : "enabled";
      // Also when enabled: a key may be older than this rule, or be created during the disabling.
      events.publishEvent(new KeysEnded(user.id(), "owner " + what, by.getPrincipal(), address));
      changed.add(what);
    }
    return changed.isEmpty() ? null : String.join(", ", changed);
  }

  private void setDisabled(User user, boolean disabled) {
    if (!disabled) {
      user.enable();
      return;
    }
    requireAnotherAdmin(user);
    user.disable(clock.instant());
    invitations.withdrawOf(user.id());
    accounts.endSessions(user, "disabled", null);
  }

  void delete(long id, Caller by, String address) {
    accounts.change(
        id,
        "user.deleted",
        by,
        address,
        user -> {
          requireAnotherAdmin(user);
          accounts.endSessions(user, "deleted", null);
          events.publishEvent(new KeysEnded(id, "owner deleted", by, address));
          accounts.forgetDevices(user);
          accounts.forgetTotp(user);
          user.delete(clock.instant());
          invitations.withdrawOf(user.id());
          return user.username();
        });
  }

  public ResetCodes.Offered offerReset(long id, Caller by, String address) {
    var offered = new AtomicReference<ResetCodes.Offered>();
    accounts.change(
        id,
        "user.reset-offered",
        by,
        address,
        user -> {
          offered.set(resetCodes.offer(user, RESET_LIFETIME));
          return "";
        });
    return Objects.requireNonNull(offered.get());
  }

  void forgetTotp(long id, Caller by, String address) {
    accounts.change(
        id,
        "user.totp-taken-away",
        by,
        address,
        user -> {
          accounts.forgetTotp(user);
          accounts.endSessions(user, "authenticator app removed", null);
          return "";
        });
  }

  void endSessions(long id, Caller by, String address) {
    accounts.change(
        id,
        "user.sessions-ended",
        by,
        address,
        user -> {
          accounts.endSessions(user, "ended by an admin", null);
          return "";
        });
  }

  private void requireAnotherAdmin(User user) {
    if (user.role() == Role.ADMIN && !user.isDisabled() && users.admins() == 1) {
      throw ProblemException.conflict(
          "This is the last admin who can sign in. Make another user an admin first.");
    }
  }
}
