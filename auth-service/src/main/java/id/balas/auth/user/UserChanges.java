package id.balas.auth.user;

import id.balas.auth.Refused;
import id.balas.auth.access.Caller;
import id.balas.auth.access.Role;
import id.balas.auth.secret.RandomSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What admins do to users. One admin who can sign in always remains; who is no longer let in loses
/// every sign-in.
@Component
public class UserChanges {

  private static final Duration RESET = Duration.ofHours(24);
  // 50 bits, which the slowed attempts of a day do not come near.
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

  /// Of oneself, without what only an admin may.
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
      throw Refused.bad("username never changes: messages are named by it.");
    }
    if (change.name() != null) {
      user.rename(UserText.name(change.name()));
      changed.add("name");
    }
    if (change.email() != null || change.phone() != null) {
      user.reach(
          change.email() == null ? user.email() : UserText.email(change.email()),
          change.phone() == null ? user.phone() : UserText.phone(change.phone()));
      changed.add("contact");
    }
    if (change.role() != null && change.role() != user.role()) {
      keepAnAdminBeside(user);
      user.become(change.role());
      changed.add("role " + change.role().word());
    }
    if (change.disabled() != null && change.disabled() != user.isDisabled()) {
      letIn(user, !change.disabled());
      changed.add(change.disabled() ? "disabled" : "enabled");
    }
    return changed.isEmpty() ? null : String.join(", ", changed);
  }

  private void letIn(User user, boolean allowed) {
    if (allowed) {
      user.enable();
      return;
    }
    keepAnAdminBeside(user);
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
          keepAnAdminBeside(user);
          accounts.endSessions(user, "deleted");
          accounts.forgetPlaces(user);
          user.delete(clock.instant());
          return user.username();
        });
  }

  UserController.ResetCode offerReset(long id, Caller by, String address) {
    String code = RandomSecret.spoken(CODE_LENGTH);
    Instant expiresAt = clock.instant().plus(RESET);
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

  private void keepAnAdminBeside(User user) {
    if (user.role() == Role.ADMIN && !user.isDisabled() && users.admins() == 1) {
      throw Refused.conflict("This is the last admin who can sign in: make another one first.");
    }
  }
}
