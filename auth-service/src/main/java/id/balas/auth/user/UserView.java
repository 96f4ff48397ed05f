package id.balas.auth.user;

import id.balas.auth.Role;
import org.jspecify.annotations.Nullable;

/// A user as the API shows one: the fields of the Python backend, and whether they can sign in and
/// how.
record UserView(
    long id,
    String name,
    String username,
    @Nullable String email,
    @Nullable String phone,
    Role role,
    boolean disabled,
    boolean totp) {

  static UserView of(User user) {
    return new UserView(
        user.id(),
        user.name(),
        user.username(),
        user.email(),
        user.phone(),
        user.role(),
        user.isDisabled(),
        user.asksForTotp());
  }
}
