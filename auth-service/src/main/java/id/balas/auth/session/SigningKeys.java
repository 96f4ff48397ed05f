package id.balas.auth.session;

import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/// The table of signing keys, shared by all instances.
interface SigningKeys extends Repository<SigningKey, String> {

  @Query("from SigningKey key order by key.signsFrom desc")
  List<SigningKey> newestFirst();

  SigningKey save(SigningKey key);

  void delete(SigningKey key);

  /// Serializes changes by several instances, until the end of the transaction.
  @Query(
      nativeQuery = true,
      value = "SELECT 1 FROM pg_advisory_xact_lock(hashtext('auth.signing_keys'))")
  int lock();
}
