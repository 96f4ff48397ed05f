package id.balas.auth.token;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The keys of all instances of this service: the database keeps at most one of them active.
interface SigningKeys extends Repository<SigningKey, String> {

  @Query("from SigningKey key where key.retiredAt is null")
  SigningKey active();

  @Query("from SigningKey key order by key.createdAt desc")
  List<SigningKey> published();

  /// Without effect where there is an active one, even if another instance brings it at this moment.
  default void activateUnlessThereIsOne(SigningKey key) {
    insertUnlessThereIsAnActiveOne(key.kid(), key.jwk(), key.createdAt());
  }

  @Transactional
  @Modifying
  @Query(
      nativeQuery = true,
      value =
          """
          INSERT INTO auth.signing_keys (kid, jwk, created_at)
          VALUES (:kid, :jwk, :createdAt)
          ON CONFLICT DO NOTHING
          """)
  void insertUnlessThereIsAnActiveOne(String kid, String jwk, Instant createdAt);
}
