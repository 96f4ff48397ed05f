package id.balas.auth.user;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.Role;
import id.balas.auth.session.RecentConfirmation;
import id.balas.auth.user.UserFields.EmailAddress;
import id.balas.auth.user.UserFields.PhoneNumber;
import id.balas.auth.user.UserFields.Printable;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Users, for admins. Lists are bare arrays, as in the Python backend.
@RestController
@Tag(name = "Users")
@RequestMapping("/users")
class UserController {

  private final Users users;
  private final UserChanges changes;
  private final RecentConfirmation confirmation;

  UserController(Users users, UserChanges changes, RecentConfirmation confirmation) {
    this.users = users;
    this.changes = changes;
    this.confirmation = confirmation;
  }

  /// Omitted fields stay unchanged. An empty `phone` removes the number. `username` must be the
  /// present one.
  record Change(
      @Schema(example = "Siti Aminah") @PlainText(max = 100) @Printable @Nullable String name,
      @Schema(example = "siti@example.com") @EmailAddress @Nullable String email,
      @Schema(example = "siti") @Nullable String username,
      @Schema(example = "+628111222333") @PhoneNumber @Nullable String phone,
      @Schema(example = "karyawan") @Nullable Role role,
      @Schema(example = "false") @Nullable Boolean disabled) {}

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

  @Operation(
      summary = "Change a user",
      description = "Another e-mail address or role needs a recent confirmation.")
  @PatchMapping("/{id}")
  UserView change(
      @Parameter(description = "The user's id", example = "7") @PathVariable long id,
      @RequestBody @Valid Change change,
      CallerAuthentication by,
      HttpServletRequest connection) {
    return UserView.of(changes.change(id, change, by, connection.getRemoteAddr()));
  }

  @Operation(
      summary = "Delete a user",
      description = "Messages stay under the username, which no other user can get.")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @Parameter(description = "The user's id", example = "7") @PathVariable long id,
      @AuthenticationPrincipal Caller by,
      HttpServletRequest connection) {
    changes.delete(id, by, connection.getRemoteAddr());
  }

  @Operation(
      summary = "Remove a user's authenticator app",
      description =
          "For a user who lost it. Ends their sessions and deletes their recovery codes. Needs a recent confirmation.")
  @DeleteMapping("/{id}/totp")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forgetTotp(
      @Parameter(description = "The user's id", example = "7") @PathVariable long id,
      CallerAuthentication known,
      HttpServletRequest connection) {
    Caller by = known.getPrincipal();
    confirmation.require(known);
    if (by.id().equals(String.valueOf(id))) {
      throw ProblemException.forbidden(
          "You cannot remove your own authenticator app here. Use POST /auth/me/totp/off.");
    }
    changes.forgetTotp(id, by, connection.getRemoteAddr());
  }

  @Operation(summary = "End all sessions of a user")
  @DeleteMapping("/{id}/sessions")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endSessions(
      @Parameter(description = "The user's id", example = "7") @PathVariable long id,
      @AuthenticationPrincipal Caller by,
      HttpServletRequest connection) {
    changes.endSessions(id, by, connection.getRemoteAddr());
  }
}
