package id.balas.auth.user;

import id.balas.auth.Caller;
import id.balas.auth.Callers;
import id.balas.auth.RandomSecret;
import id.balas.auth.Refused;
import id.balas.auth.Role;
import id.balas.auth.audit.Audit;
import id.balas.auth.token.SignIns;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What admins do to users. One admin who can sign in always remains; who is no longer let in loses
/// every sign-in.
@Component
class UserChanges {

  private static final Duration RESET = Duration.ofHours(24);
  // 50 bits, which the slowed attempts of a day do not come near.
  private static final int CODE_LENGTH = 10;

  private final Users users;
  private final SignIns signIns;
  private final Callers callers;
  private final LoginSlowing slowing;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Clock clock;

  UserChanges(
      Users users,
      SignIns signIns,
      Callers callers,
      LoginSlowing slowing,
      Audit audit,
      TransactionTemplate transaction,
      Clock clock) {
    this.users = users;
    this.signIns = signIns;
    this.callers = callers;
    this.slowing = slowing;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  private interface Act {
    /// Returns what is to be written of it, or null where nothing changed.
    @Nullable String on(User user);
  }

  User change(long id, UserController.Change change, Caller by, String address) {
    return change(id, "user.changed", by, address, user -> apply(user, change));
  }

  /// Of oneself, without what only an admin may.
  User changeOwn(
      Caller caller,
      @Nullable String name,
      @Nullable String email,
      @Nullable String phone,
      String address) {
    var change = new UserController.Change(name, email, null, phone, null, null);
    return change(
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
    signIns.endAll(user.id(), "disabled", null);
  }

  void delete(long id, Caller by, String address) {
    change(
        id,
        "user.deleted",
        by,
        address,
        user -> {
          keepAnAdminBeside(user);
          signIns.endAll(id, "deleted", null);
          slowing.forgetPlaces(id);
          user.delete(clock.instant());
          return user.username();
        });
  }

  UserController.ResetCode offerReset(long id, Caller by, String address) {
    String code = RandomSecret.spoken(CODE_LENGTH);
    Instant expiresAt = clock.instant().plus(RESET);
    change(
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
    change(
        id,
        "user.totp-taken-away",
        by,
        address,
        user -> {
          user.forgetTotp();
          return "";
        });
  }

  private User change(long id, String what, Caller by, String address, Act act) {
    try {
      return transaction.execute(_ -> {
        // One change of users at a time: two admins could take each other's rights at once, and
        // none be left.
        users.takeTurnWithAdmins();
        User user = users.get(id);
        String detail = act.on(user);
        users.saveAndFlush(user);
        if (detail != null) {
          audit.record(by, what, "user:" + id, address, detail.isEmpty() ? null : detail);
          callers.forget();
        }
        return user;
      });
    } catch (DataIntegrityViolationException e) {
      throw Registration.taken(e);
    }
  }

  private void keepAnAdminBeside(User user) {
    if (user.role() == Role.ADMIN && !user.isDisabled() && users.admins() == 1) {
      throw Refused.conflict("This is the last admin who can sign in: make another one first.");
    }
  }
}
