package id.balas.auth.user;

import id.balas.auth.Caller;
import id.balas.auth.Role;
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
      @Nullable String name,
      @Nullable String email,
      @Nullable String username,
      @Nullable String phone,
      @Nullable Role role,
      @Nullable Boolean disabled) {}

  record ResetCode(String code, Instant expiresAt) {}

  @GetMapping({"", "/"})
  List<UserView> all() {
    return users.present().stream().map(UserView::of).toList();
  }

  @GetMapping("/admins")
  List<UserView> admins() {
    return users.present(Role.ADMIN).stream().map(UserView::of).toList();
  }

  @GetMapping("/agents")
  List<UserView> agents() {
    return users.present(Role.KARYAWAN).stream().map(UserView::of).toList();
  }

  @GetMapping("/{id}")
  UserView one(@PathVariable long id) {
    return UserView.of(users.get(id));
  }

  @PatchMapping("/{id}")
  UserView change(
      @PathVariable long id,
      @RequestBody Change change,
      @AuthenticationPrincipal Caller by,
      HttpServletRequest connection) {
    return UserView.of(changes.change(id, change, by, connection.getRemoteAddr()));
  }

  /// Their messages stay, under their user name, which nobody else gets.
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable long id, @AuthenticationPrincipal Caller by, HttpServletRequest connection) {
    changes.delete(id, by, connection.getRemoteAddr());
  }

  /// For who forgot the password: the admin tells them the code, they choose a new one with it.
  @PostMapping("/{id}/reset")
  ResetCode reset(
      @PathVariable long id, @AuthenticationPrincipal Caller by, HttpServletRequest connection) {
    return changes.offerReset(id, by, connection.getRemoteAddr());
  }

  /// For who lost the authenticator app.
  @DeleteMapping("/{id}/totp")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void forgetTotp(
      @PathVariable long id, @AuthenticationPrincipal Caller by, HttpServletRequest connection) {
    changes.forgetTotp(id, by, connection.getRemoteAddr());
  }
}
