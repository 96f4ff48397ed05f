package id.balas.auth.apikey;

import id.balas.auth.Caller;
import id.balas.auth.Callers;
import id.balas.auth.Refused;
import id.balas.auth.audit.Audit;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Gives keys to programs and takes them back. A key acts in the name of the admin who made it, and
/// never has more rights than they have.
@RestController
class ApiKeyController {

  private static final Set<String> SCOPES =
      Set.of("chats:read", "chats:write", "deliveries", "intake");
  private static final int DAYS = 365;
  private static final int MOST_DAYS = 3650;

  private final ApiKeys keys;
  private final Callers callers;
  private final Audit audit;

  ApiKeyController(ApiKeys keys, Callers callers, Audit audit) {
    this.keys = keys;
    this.callers = callers;
    this.audit = audit;
  }

  record KeyRequest(
      @Nullable String name,
      @Nullable List<@Nullable String> scopes,
      @Nullable Integer expiresInDays) {}

  /// `key` is shown here and never again.
  record Created(
      long id, String name, String prefix, String key, List<String> scopes, Instant expiresAt) {}

  @PostMapping("/api-keys")
  @ResponseStatus(HttpStatus.CREATED)
  @Transactional
  Created create(
      @RequestBody KeyRequest request,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    String name = name(request.name());
    List<String> scopes = scopes(request.scopes());
    ApiKeys.Fresh fresh =
        keys.add(name, Long.parseLong(caller.id()), scopes, days(request.expiresInDays()));
    audit.record(
        caller,
        "key.created",
        "key:" + fresh.id(),
        connection.getRemoteAddr(),
        name + ": " + String.join(" ", scopes));
    return new Created(
        fresh.id(), name, fresh.text().prefix(), fresh.text().text(), scopes, fresh.expiresAt());
  }

  @GetMapping("/api-keys")
  List<ApiKeys.Known> list() {
    return keys.all();
  }

  @DeleteMapping("/api-keys/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Transactional
  void revoke(
      @PathVariable long id,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    if (!keys.revoke(id)) {
      throw Refused.notFound("There is no such API key, or it is revoked already.");
    }
    callers.forget();
    audit.record(caller, "key.revoked", "key:" + id, connection.getRemoteAddr(), null);
  }

  private static String name(@Nullable String name) {
    if (name == null
        || name.isBlank()
        || name.length() > 100
        || !name.matches("[^\\p{Cc}\\p{Cs}]+")) {
      throw Refused.bad("name must be 1 to 100 printable characters that say what the key is for.");
    }
    return name.strip();
  }

  private static List<String> scopes(@Nullable List<@Nullable String> scopes) {
    if (scopes == null
        || scopes.isEmpty()
        || !scopes.stream().allMatch(scope -> scope != null && SCOPES.contains(scope))) {
      throw Refused.bad("scopes must be some of " + String.join(", ", new TreeSet<>(SCOPES)) + ".");
    }
    return scopes.stream().map(String::valueOf).distinct().sorted().toList();
  }

  private static int days(@Nullable Integer days) {
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw Refused.bad("expiresInDays must be 1 to " + MOST_DAYS + ".");
    }
    return days == null ? DAYS : days;
  }
}
