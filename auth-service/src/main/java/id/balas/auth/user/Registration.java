package id.balas.auth.user;

import id.balas.auth.Refused;
import id.balas.auth.access.Role;
import id.balas.auth.password.PasswordRule;
import id.balas.auth.password.Passwords;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Adds users. The database's unique indexes decide who is first; before it, those who want the
/// same name wait for each other, so that a thousand at once cost one bcrypt.
@Component
class Registration {

  private final Users users;
  private final Passwords passwords;
  private final PasswordRule rule;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final ConcurrentHashMap<String, Place> places = new ConcurrentHashMap<>();

  private static final class Place extends ReentrantLock {
    private int people;
  }

  /// What is asked for, not looked at yet.
  record Wish(
      @Nullable String name,
      @Nullable String email,
      @Nullable String username,
      @Nullable String password,
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

  /// `permit` is asked in the transaction that adds the user, and `after` works in it.
  User register(Wish wish, Runnable permit, Consumer<User> after) {
    String username = UserText.username(wish.username());
    String email = UserText.email(wish.email());
    String name = UserText.name(wish.name());
    String phone = UserText.phone(wish.phone());
    String password = rule.checked(wish.password(), username, email, name);
    return oneByOne(
        UserText.lower(username),
        () -> {
          refuseWhatIsTaken(username, email);
          String hash = passwords.hash(password);
          return add(
              new User(username, email, name, phone, wish.role(), hash, clock.instant()),
              permit,
              after);
        });
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

  private void refuseWhatIsTaken(String username, String email) {
    if (users.hasUsername(username)) {
      throw Refused.conflict("The user name is taken.");
    }
    if (users.hasEmail(email)) {
      throw Refused.conflict("The e-mail address is taken.");
    }
  }

  static RuntimeException taken(DataIntegrityViolationException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains("users_email")) {
      return Refused.conflict("The e-mail address is taken.");
    }
    return message.contains("users_username") ? Refused.conflict("The user name is taken.") : e;
  }

  private <T> T oneByOne(String name, Supplier<T> work) {
    Place place =
        places.compute(name, (_, present) -> entered(present == null ? new Place() : present));
    place.lock();
    try {
      return work.get();
    } finally {
      place.unlock();
      places.computeIfPresent(name, (_, present) -> --present.people == 0 ? null : present);
    }
  }

  private static Place entered(Place place) {
    place.people++;
    return place;
  }
}
