package id.balas.auth.user;

import id.balas.auth.access.Role;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A user in responses: the fields of the Python backend, and `disabled` and `totp`.
public record UserView(
    @Schema(example = "7") long id,
    @Schema(example = "Siti Aminah") String name,
    @Schema(example = "siti") String username,
    @Schema(example = "siti@example.com") @Nullable String email,
    @Schema(example = "+628111222333") @Nullable String phone,
    @Schema(example = "karyawan") Role role,
    @Schema(example = "false") boolean disabled,
    @Schema(example = "true") boolean totp) {

  public static UserView of(User user) {
    return new UserView(
        user.id(),
        user.name(),
        user.username(),
        user.email(),
        user.phone(),
        user.role(),
        user.isDisabled(),
        user.usesTotp());
  }
}
