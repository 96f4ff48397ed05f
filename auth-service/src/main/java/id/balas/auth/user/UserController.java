package id.balas.auth.user;

import id.balas.auth.access.Caller;
import id.balas.auth.access.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Shows admins the users and lets them change any. Lists are bare arrays, as the Python backend's
/// were.
@RestController
@Tag(name = "Users")
@RequestMapping("/users")
class UserController {

  private final Users users;
  private final UserChanges changes;

  UserController(Users users, UserChanges changes) {
    this.users = users;
    this.changes = changes;
  }

  /// What is not named stays; an empty `phone` is taken away.
  record Change(
      @Schema(example = "Siti Aminah") @Nullable String name,
      @Schema(example = "siti@example.com") @Nullable String email,
      @Schema(example = "siti") @Nullable String username,
      @Schema(example = "+628111222333") @Nullable String phone,
      @Schema(example = "karyawan") @Nullable Role role,
      @Schema(example = "false") @Nullable Boolean disabled) {}

  record ResetCode(
      @Schema(example = "7KQ2MB94XD") String code,
      @Schema(example = "2026-01-31T08:00:00Z") Instant expiresAt) {}

  @Operation(summary = "List all users")
  @GetMapping({"", "/"})
  List<UserView> all() {
    return users.present().stream().map(UserView::of).toList();
  }

  @Operation(summary = "List the admins")
  @GetMapping("/admins")
  List<UserView> admins() {
    return users.present(Role.ADMIN).stream().map(UserView::of).toList();
  }

  @Operation(summary = "List the agents")
  @GetMapping("/agents")
  List<UserView> agents() {
    return users.present(Role.KARYAWAN).stream().map(UserView::of).toList();
  }

  @Operation(summary = "Get a user")
  @GetMapping("/{id}")
  UserView one(@Parameter(description = "The user's id", example = "7") @PathVariable long id) {
    return UserView.of(users.get(id));
  }

  @Operation(summary = "Change a user")
  @PatchMapping("/{id}")
  UserView change(
      @Parameter(description = "The user's id", example = "7") @PathVariable long id,
      @RequestBody Change change,
      @AuthenticationPrincipal Caller by,
      HttpServletRequest connection) {
    return UserView.of(changes.change(id, change, by, connection.getRemoteAddr()));
  }

  /// Their messages stay, under their user name, which nobody else gets.
  @Operation(summary = "Delete a user; their messages and user name stay")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @Parameter(description = "The user's id", example = "7") @PathVariable long id,
      @AuthenticationPrincipal Caller by,
      HttpServletRequest connection) {
    changes.delete(id, by, connection.getRemoteAddr());
  }

  /// For who forgot the password: the admin tells them the code, they choose a new one with it.
  @Operation(summary = "Create a one-time code with which a user sets a new password")
  @PostMapping("/{id}/reset")
  ResetCode reset(
      @Parameter(description = "The user's id", example = "7") @PathVariable long id,
      @AuthenticationPrincipal Caller by,
      HttpServletRequest connection) {
    return changes.offerReset(id, by, connection.getRemoteAddr());
  }

  /// For who lost the authenticator app.
  @Operation(summary = "Remove a user's authenticator app")
  @DeleteMapping("/{id}/totp")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forgetTotp(
      @Parameter(description = "The user's id", example = "7") @PathVariable long id,
      @AuthenticationPrincipal Caller by,
      HttpServletRequest connection) {
    changes.forgetTotp(id, by, connection.getRemoteAddr());
  }
}
