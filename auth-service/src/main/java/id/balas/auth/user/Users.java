package id.balas.auth.user;

import id.balas.auth.access.Caller;
import id.balas.auth.access.Role;
import id.balas.service.web.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The users that are not deleted. Usernames and e-mail addresses are compared regardless of case,
/// as by the unique indexes.
public interface Users extends Repository<User, Long> {

  @Query("from User user where user.deletedAt is null order by user.id")
  List<User> present();

  @Query("from User user where user.deletedAt is null and user.role = :role order by user.id")
  List<User> present(Role role);

  @Query("from User user where user.id = :id and user.deletedAt is null")
  Optional<User> find(long id);

  /// Includes deleted users.
  @Query("from User user where user.id in :ids")
  List<User> withIds(Collection<Long> ids);

  default User get(long id) {
    return find(id).orElseThrow(() -> ProblemException.notFound("There is no such user."));
  }

  /// By username or e-mail address, in any case. Lowered here and not by PostgreSQL, which takes
  /// some other letters, such as the Turkish İ, for ASCII ones.
  default Optional<User> named(String identifier) {
    return withLowerCaseName(identifier.toLowerCase(Locale.ROOT));
  }

  @Query(
      """
      from User user where user.deletedAt is null
      and (lower(user.username) = :name or lower(user.email) = :name)
      """)
  Optional<User> withLowerCaseName(String name);

  // Includes deleted users: their usernames are not reused.
  @Query("select count(user) > 0 from User user where lower(user.username) = lower(:username)")
  boolean hasUsername(String username);

  @Query("select count(user) > 0 from User user where lower(user.email) = lower(:email)")
  boolean hasEmail(String email);

  @Query(
      "select count(user) from User user where user.role = id.balas.auth.access.Role.ADMIN and user.disabledAt is null")
  long admins();

  User saveAndFlush(User user);

  /// Whether the user may still sign in with what was checked against `checked`. Changes of
  /// accounts wait until the end of the transaction, so that they end a session that it adds.
  default boolean isUnchanged(User checked) {
    holdAccounts();
    return find(checked.id()).filter(now -> now.version() == checked.version()).isPresent();
  }

  /// Throws a 403 if the caller is disabled or no admin any more. The rights by which the request
  /// was admitted are cached, and what it adds would stay: an invitation, a role, another admin.
  /// Changes of accounts wait until the end of the transaction.
  default void requireRights(Caller caller) {
    holdAccounts();
    boolean isAdmin = caller.role().equals(Role.ADMIN.word());
    boolean isPresent =
        find(Long.parseLong(caller.id()))
            .filter(user -> !user.isDisabled() && (!isAdmin || user.role() == Role.ADMIN))
            .isPresent();
    if (!isPresent) {
      throw ProblemException.forbidden("Your role does not allow this any more. Ask an admin.");
    }
  }

  // Does not change the entity's version: a login must not fail a concurrent change.
  @Transactional
  @Modifying
  @Query(
      "update User user set user.passwordHash = :fresh where user.id = :id and user.passwordHash = :old")
  void rehash(long id, String old, String fresh);

  /// 1 for the first use of this step, 0 if it or a later one was used.
  @Transactional
  @Modifying
  @Query(
      "update User user set user.totpLastStep = :step where user.id = :id and user.totpLastStep < :step")
  int useTotpStep(long id, long step);

  @Transactional
  @Modifying
  @Query(
      "update User user set user.encryptedTotpSecret = :fresh where user.id = :id and user.encryptedTotpSecret = :old")
  void replaceTotpSecret(long id, String old, String fresh);

  /// Serializes changes of users and additions of admins, until the end of the transaction.
  @Query(
      nativeQuery = true,
      value = "SELECT 1 FROM pg_advisory_xact_lock(hashtext('auth.users admins'))")
  int lockAccounts();

  /// Waits for [#lockAccounts] and makes it wait, until the end of the transaction.
  @Query(
      nativeQuery = true,
      value = "SELECT 1 FROM pg_advisory_xact_lock_shared(hashtext('auth.users admins'))")
  int holdAccounts();
}
