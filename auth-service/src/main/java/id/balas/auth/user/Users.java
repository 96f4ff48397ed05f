package id.balas.auth.user;

import id.balas.auth.Refused;
import id.balas.auth.access.Role;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/// All who are not deleted. Names and addresses are compared without regard to case, as the
/// database's own unique indexes do.
public interface Users extends Repository<User, Long> {

  @Query("from User user where user.deletedAt is null order by user.id")
  List<User> present();

  @Query("from User user where user.deletedAt is null and user.role = :role order by user.id")
  List<User> present(Role role);

  @Query("from User user where user.id = :id and user.deletedAt is null")
  Optional<User> find(long id);

  /// Deleted users too.
  @Query("from User user where user.id in :ids")
  List<User> withIds(Collection<Long> ids);

  default User get(long id) {
    return find(id).orElseThrow(() -> Refused.notFound("There is no such user."));
  }

  @Query(
      """
      from User user where user.deletedAt is null
      and (lower(user.username) = lower(:identifier) or lower(user.email) = lower(:identifier))
      """)
  Optional<User> named(String identifier);

  // Of the deleted ones too: their names are kept.
  @Query("select count(user) > 0 from User user where lower(user.username) = lower(:username)")
  boolean hasUsername(String username);

  @Query("select count(user) > 0 from User user where lower(user.email) = lower(:email)")
  boolean hasEmail(String email);

  @Query(
      "select count(user) from User user where user.role = id.balas.auth.access.Role.ADMIN and user.disabledAt is null")
  long admins();

  User saveAndFlush(User user);

  // Beside the entity's version: a sign-in is no reason for another's change to fail.
  @Transactional
  @Modifying
  @Query(
      "update User user set user.passwordHash = :fresh where user.id = :id and user.passwordHash = :old")
  void rehash(long id, String old, String fresh);

  /// 1 for the first who uses this step or a later one, then 0.
  @Transactional
  @Modifying
  @Query(
      "update User user set user.totpLastStep = :step where user.id = :id and user.totpLastStep < :step")
  int useTotpStep(long id, long step);

  @Transactional
  @Modifying
  @Query(
      "update User user set user.totpSealed = :fresh where user.id = :id and user.totpSealed = :old")
  void sealTotpAnew(long id, String old, String fresh);

  // Whoever changes a user or adds an admin does it alone, so that no change meets a stale one; the
  // lock ends with the
  // transaction.
  @Query(
      nativeQuery = true,
      value = "SELECT 1 FROM pg_advisory_xact_lock(hashtext('auth.users admins'))")
  int takeTurnWithAdmins();
}
