package id.balas.auth.user;

import id.balas.auth.access.Caller;
import id.balas.auth.access.Role;
import id.balas.auth.password.PasswordRule;
import id.balas.auth.password.Passwords;
import id.balas.service.web.ProblemException;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Adds users. The unique indexes decide between concurrent registrations of a name. Within an
/// instance they run one at a time, so that a thousand of them cost one bcrypt.
@Component
class Registration {

  private final Users users;
  private final Passwords passwords;
  private final PasswordRule rule;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final ConcurrentHashMap<String, NameLock> locks = new ConcurrentHashMap<>();

  private static final class NameLock extends ReentrantLock {
    private int users;
  }

  record NewUser(
      String name,
      String email,
      String username,
      String password,
      @Nullable String phone,
      Role role) {}

  Registration(
      Users users,
      Passwords passwords,
      PasswordRule rule,
      TransactionTemplate transaction,
      Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.rule = rule;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// `permit` and `after` run in the transaction that adds the user. `permit` throws if the
  /// registration is not allowed.
  User register(NewUser fields, Runnable permit, Consumer<User> after) {
    String username = fields.username().strip();
    String email = fields.email().strip();
    String name = fields.name().strip();
    rule.check("password", fields.password(), username, email, name);
    return oneAtATime(
        username.toLowerCase(Locale.ROOT),
        () -> {
          requireAvailable(username, email);
          String hash = passwords.hash(fields.password());
          return add(
              new User(
                  username,
                  email,
                  name,
                  phone(fields.phone()),
                  fields.role(),
                  hash,
                  clock.instant()),
              permit,
              after);
        });
  }

  /// The permit of an admin.
  void requireRights(Caller admin) {
    users.requireRights(admin);
  }

  private User add(User user, Runnable permit, Consumer<User> after) {
    try {
      return transaction.execute(_ -> {
        permit.run();
        User added = users.saveAndFlush(user);
        after.accept(added);
        return added;
      });
    } catch (DataIntegrityViolationException e) {
      throw taken(e);
    }
  }

  static @Nullable String phone(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private void requireAvailable(String username, String email) {
    if (users.hasUsername(username)) {
      throw ProblemException.conflict("The username is taken.");
    }
    if (users.hasEmail(email)) {
      throw ProblemException.conflict("The e-mail address is taken.");
    }
  }

  static RuntimeException taken(DataIntegrityViolationException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("users_email")) {
      return ProblemException.conflict("The e-mail address is taken.");
    }
    return message.contains("users_username")
        ? ProblemException.conflict("The username is taken.")
        : e;
  }

  private <T> T oneAtATime(String username, Supplier<T> work) {
    NameLock lock =
        locks.compute(username, (_, present) -> used(present == null ? new NameLock() : present));
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
      locks.computeIfPresent(username, (_, present) -> --present.users == 0 ? null : present);
    }
  }

  private static NameLock used(NameLock lock) {
    lock.users++;
    return lock;
  }
}
