package id.balas.bot.users;

import id.balas.service.web.ProblemException;
import java.util.Collection;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Refuses unknown usernames: no agent would see a chat of a user who does not exist.
@Component
public class Assignees {

  private final Users users;

  Assignees(Users users) {
    this.users = users;
  }

  /// Throws a 422 that names the user and the field.
  public void requireKnown(String field, Collection<String> usernames) {
    List<String> unknown = users.unknown(usernames);
    if (!unknown.isEmpty()) {
      throw ProblemException.of(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "\"%s\" has %s, who is not a user or cannot sign in. Choose another user."
                  .formatted(field, unknown.getFirst()))
          .with("parameter", field)
          .with("username", unknown.getFirst());
    }
  }
}
