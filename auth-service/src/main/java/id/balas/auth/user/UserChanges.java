package id.balas.auth.user;

import id.balas.auth.access.Caller;
import id.balas.auth.access.Role;
import id.balas.auth.secret.RandomSecret;
import id.balas.service.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Changes of users by admins. One admin who can sign in always remains. A user who is disabled or
/// deleted loses all sessions.
@Component
public class UserChanges {

  private static final Duration RESET_LIFETIME = Duration.ofHours(24);
  // 50 bits: the login throttle allows far too few guesses in 24 hours.
  private static final int CODE_LENGTH = 10;

  private final Users users;
  private final AccountChanges accounts;
  private final Clock clock;

  UserChanges(Users users, AccountChanges accounts, Clock clock) {
    this.users = users;
    this.accounts = accounts;
    this.clock = clock;
  }

  User change(long id, UserController.Change change, Caller by, String address) {
    return accounts.change(id, "user.changed", by, address, user -> apply(user, change));
  }

  /// A user's own change, without the fields that only admins may change.
  public User changeOwn(
      Caller caller,
      @Nullable String name,
      @Nullable String email,
      @Nullable String phone,
      String address) {
    var change = new UserController.Change(name, email, null, phone, null, null);
    return accounts.change(
        Long.parseLong(caller.id()), "user.changed", caller, address, user -> apply(user, change));
  }

  private @Nullable String apply(User user, UserController.Change change) {
    List<String> changed = new ArrayList<>();
    if (change.username() != null && !change.username().equals(user.username())) {
      throw ProblemException.invalid(
          "username", "cannot be changed, because messages carry it. Omit it.");
    }
    if (change.name() != null) {
      user.rename(change.name().strip());
      changed.add("name");
    }
    if (change.email() != null || change.phone() != null) {
      user.setContact(
          change.email() == null ? user.email() : change.email().strip(),
          change.phone() == null ? user.phone() : Registration.phone(change.phone()));
      changed.add("contact");
    }
    if (change.role() != null && change.role() != user.role()) {
      requireAnotherAdmin(user);
      user.setRole(change.role());
      changed.add("role " + change.role().word());
    }
    if (change.disabled() != null && change.disabled() != user.isDisabled()) {
      setDisabled(user, change.disabled());
      changed.add(change.disabled() ? "disabled" : "enabled");
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
    accounts.endSessions(user, "disabled");
  }

  void delete(long id, Caller by, String address) {
    accounts.change(
        id,
        "user.deleted",
        by,
        address,
        user -> {
          requireAnotherAdmin(user);
          accounts.endSessions(user, "deleted");
          accounts.deleteKnownAddresses(user);
          user.delete(clock.instant());
          return user.username();
        });
  }

  UserController.ResetCode offerReset(long id, Caller by, String address) {
    String code = RandomSecret.spoken(CODE_LENGTH);
    Instant expiresAt = clock.instant().plus(RESET_LIFETIME);
    accounts.change(
        id,
        "user.reset-offered",
        by,
        address,
        user -> {
          user.offerReset(RandomSecret.hash(code), expiresAt);
          return "";
        });
    return new UserController.ResetCode(code, expiresAt);
  }

  void forgetTotp(long id, Caller by, String address) {
    accounts.change(
        id,
        "user.totp-taken-away",
        by,
        address,
        user -> {
          user.forgetTotp();
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
