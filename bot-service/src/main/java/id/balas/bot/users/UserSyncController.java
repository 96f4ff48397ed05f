package id.balas.bot.users;

import id.balas.service.web.PlainText;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Receives the state of a user from auth-service, which repeats it until the response is 204. No
/// caller has the scope that this needs, and no route of the front door leads here.
@Hidden
@RestController
class UserSyncController {

  private static final Logger log = LoggerFactory.getLogger(UserSyncController.class);

  record UserState(
      @NotNull @PlainText String name,
      @NotNull @Pattern(regexp = "admin|karyawan", message = "must be admin or karyawan")
          String role,
      @NotNull Boolean gone,
      @NotNull @Positive Long seq) {}

  private final Users users;

  UserSyncController(Users users) {
    this.users = users;
  }

  @PutMapping("/internal/users/{username}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void put(@PathVariable String username, @RequestBody @Valid UserState state) {
    var user = new User(username, state.name(), state.role(), state.gone());
    if (users.apply(user, state.seq())) {
      log.info("Stored change {} of a user", state.seq());
    }
  }
}
