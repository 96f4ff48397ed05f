package id.balas.auth.user;

import id.balas.auth.access.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/// An agent or admin. The username never changes and stays when the user is deleted, because the
/// messages of the user carry it. Only changed columns are written: a login stores the last code
/// without a new version, and a concurrent change must not make that code valid again.
@Entity
@DynamicUpdate
@Table(name = "users", schema = "auth")
public class User {

  // Not a bcrypt hash, so no password matches.
  private static final String NO_PASSWORD = "!";

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private String username;
  private @Nullable String email;
  private String name;
  private @Nullable String phone;

  @Enumerated(EnumType.STRING)
  private Role role;

  @Column(name = "password_hash")
  private String passwordHash;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "disabled_at")
  private @Nullable Instant disabledAt;

  @Column(name = "deleted_at")
  private @Nullable Instant deletedAt;

  @Column(name = "reset_hash")
  private @Nullable String resetHash;

  @Column(name = "reset_expires_at")
  private @Nullable Instant resetExpiresAt;

  @Column(name = "totp_sealed")
  private @Nullable String encryptedTotpSecret;

  @Column(name = "totp_since")
  private @Nullable Instant totpSince;

  @Column(name = "totp_last_step")
  private long totpLastStep;

  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected User() {}

  @SuppressWarnings("NullAway.Init")
  User(
      String username,
      String email,
      String name,
      @Nullable String phone,
      Role role,
      String passwordHash,
      Instant now) {
    this.username = username;
    this.email = email;
    this.name = name;
    this.phone = phone;
    this.role = role;
    this.passwordHash = passwordHash;
    this.createdAt = now;
  }

  public long id() {
    return id;
  }

  public String username() {
    return username;
  }

  public @Nullable String email() {
    return email;
  }

  public String name() {
    return name;
  }

  public @Nullable String phone() {
    return phone;
  }

  public Role role() {
    return role;
  }

  public String passwordHash() {
    return passwordHash;
  }

  /// Rises with each change but that of the hash's cost and of the code that was used last.
  long version() {
    return version;
  }

  public boolean isDisabled() {
    return disabledAt != null;
  }

  public void rename(String name) {
    this.name = name;
  }

  public void setContact(@Nullable String email, @Nullable String phone) {
    this.email = email;
    this.phone = phone;
  }

  public void setRole(Role role) {
    this.role = role;
  }

  public void disable(Instant now) {
    if (disabledAt == null) {
      disabledAt = now;
    }
  }

  public void enable() {
    disabledAt = null;
  }

  /// Disables the user and erases all personal data except the username. The e-mail address becomes
  /// free for another user.
  public void delete(Instant now) {
    disable(now);
    deletedAt = now;
    email = null;
    phone = null;
    name = username;
    passwordHash = NO_PASSWORD;
    resetHash = null;
    forgetTotp();
  }

  /// Also invalidates an open reset code.
  public void setPassword(String hash) {
    passwordHash = hash;
    resetHash = null;
    resetExpiresAt = null;
  }

  public void offerReset(String codeHash, Instant expiresAt) {
    resetHash = codeHash;
    resetExpiresAt = expiresAt;
  }

  /// The hash of the reset code. Null without a code, and after it has expired.
  public @Nullable String openReset(Instant now) {
    return resetExpiresAt != null && now.isBefore(resetExpiresAt) ? resetHash : null;
  }

  public void offerTotp(String encryptedSecret) {
    encryptedTotpSecret = encryptedSecret;
    totpSince = null;
    totpLastStep = 0;
  }

  public void confirmTotp(Instant now) {
    totpSince = now;
  }

  public void forgetTotp() {
    encryptedTotpSecret = null;
    totpSince = null;
    totpLastStep = 0;
  }

  public boolean usesTotp() {
    return totpSince != null;
  }

  public @Nullable String encryptedTotpSecret() {
    return encryptedTotpSecret;
  }
}
