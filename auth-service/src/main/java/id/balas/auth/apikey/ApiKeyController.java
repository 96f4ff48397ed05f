package id.balas.auth.apikey;

import id.balas.auth.Refused;
import id.balas.auth.access.Caller;
import id.balas.auth.access.RightsChanged;
import id.balas.auth.audit.Audit;
import id.balas.auth.user.User;
import id.balas.auth.user.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
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
@Tag(name = "API keys")
class ApiKeyController {

  private static final Set<String> SCOPES =
      Set.of("chats:read", "chats:write", "deliveries", "intake");
  private static final int DAYS = 365;
  private static final int MOST_DAYS = 3650;

  private final ApiKeys keys;
  private final Users users;
  private final ApplicationEventPublisher events;
  private final Audit audit;

  ApiKeyController(ApiKeys keys, Users users, ApplicationEventPublisher events, Audit audit) {
    this.keys = keys;
    this.users = users;
    this.events = events;
    this.audit = audit;
  }

  record KeyRequest(
      @Schema(example = "monthly report") @Nullable String name,
      @Schema(example = "[\"chats:read\"]") @Nullable List<@Nullable String> scopes,
      @Schema(example = "365") @Nullable Integer expiresInDays) {}

  /// `owner` is the user name; `lastUsedAt` is accurate to the minute.
  record Listed(
      @Schema(example = "5") long id,
      @Schema(example = "monthly report") String name,
      @Schema(example = "7KQ2MB94") String prefix,
      @Schema(example = "admin") String owner,
      @Schema(example = "[\"chats:read\"]") List<String> scopes,
      @Schema(example = "2026-01-28T08:00:00Z") Instant createdAt,
      @Schema(example = "2027-01-28T08:00:00Z") @Nullable Instant expiresAt,
      @Schema(example = "2026-01-29T08:00:00Z") @Nullable Instant lastUsedAt,
      @Schema(example = "2026-01-30T08:00:00Z") @Nullable Instant revokedAt) {

    static Listed of(ApiKeys.Known key, String owner) {
      return new Listed(
          key.id(),
          key.name(),
          key.prefix(),
          owner,
          key.scopes(),
          key.createdAt(),
          key.expiresAt(),
          key.lastUsedAt(),
          key.revokedAt());
    }
  }

  /// `key` is shown here and never again.
  record Created(
      @Schema(example = "5") long id,
      @Schema(example = "monthly report") String name,
      @Schema(example = "7KQ2MB94") String prefix,
      @Schema(example = "balas_7KQ2MB94_…") String key,
      @Schema(example = "[\"chats:read\"]") List<String> scopes,
      @Schema(example = "2027-01-28T08:00:00Z") Instant expiresAt) {}

  @Operation(summary = "Create an API key")
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

  @Operation(summary = "List all API keys")
  @GetMapping("/api-keys")
  List<Listed> list() {
    List<ApiKeys.Known> known = keys.all();
    Set<Long> owners = known.stream().map(ApiKeys.Known::ownerId).collect(Collectors.toSet());
    Map<Long, String> names =
        users.withIds(owners).stream().collect(Collectors.toMap(User::id, User::username));
    return known.stream()
        .map(key -> Listed.of(key, names.getOrDefault(key.ownerId(), "")))
        .toList();
  }

  @Operation(summary = "Revoke an API key")
  @DeleteMapping("/api-keys/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Transactional
  void revoke(
      @Parameter(description = "The key's id", example = "5") @PathVariable long id,
      @AuthenticationPrincipal Caller caller,
      HttpServletRequest connection) {
    if (!keys.revoke(id)) {
      throw Refused.notFound("There is no such API key, or it is revoked already.");
    }
    events.publishEvent(new RightsChanged());
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
