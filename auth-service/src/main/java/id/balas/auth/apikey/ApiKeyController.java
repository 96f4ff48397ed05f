package id.balas.auth.apikey;

import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.RightsChanged;
import id.balas.auth.audit.Audit;
import id.balas.auth.session.RecentConfirmation;
import id.balas.auth.user.User;
import id.balas.auth.user.UserFields.Printable;
import id.balas.auth.user.Users;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/// Creates and revokes API keys. A key acts for the admin who created it and never has more rights
/// than that admin.
@RestController
@Tag(name = "API keys")
class ApiKeyController {

  private static final int USUAL_DAYS = 365;

  private final ApiKeys keys;
  private final Users users;
  private final ApplicationEventPublisher events;
  private final Audit audit;
  private final RecentConfirmation confirmation;
  private final ApiKeyProperties properties;

  ApiKeyController(
      ApiKeys keys,
      Users users,
      ApplicationEventPublisher events,
      Audit audit,
      RecentConfirmation confirmation,
      ApiKeyProperties properties) {
    this.keys = keys;
    this.users = users;
    this.events = events;
    this.audit = audit;
    this.confirmation = confirmation;
    this.properties = properties;
  }

  record KeyRequest(
      @Schema(example = "monthly report") @NotNull @PlainText(max = 100) @Printable String name,
      @Schema(example = "[\"chats:read\"]") @NotEmpty
          List<
                  @NotNull
                  @Pattern(
                      regexp = "chats:read|chats:write|deliveries|intake",
                      message = "must be one of chats:read, chats:write, deliveries, intake")
                  String>
              scopes,
      @Schema(example = "365") @Nullable Integer expiresInDays) {

    List<String> distinctScopes() {
      return scopes.stream().distinct().sorted().toList();
    }

    int days(int most) {
      int days = expiresInDays == null ? Math.min(USUAL_DAYS, most) : expiresInDays;
      if (days < 1 || days > most) {
        throw ProblemException.invalid("expiresInDays", "must be between 1 and " + most + ".");
      }
      return days;
    }
  }

  /// `owner` is a username. `lastUsedAt` is accurate to the minute.
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

  /// `key` is shown only here.
  record Created(
      @Schema(example = "5") long id,
      @Schema(example = "monthly report") String name,
      @Schema(example = "7KQ2MB94") String prefix,
      @Schema(example = "balas_7KQ2MB94_…") String key,
      @Schema(example = "[\"chats:read\"]") List<String> scopes,
      @Schema(example = "2027-01-28T08:00:00Z") Instant expiresAt) {}

  @Operation(
      summary = "Create an API key",
      description =
          "It is valid for at most a year, if the settings say nothing else. Needs a recent confirmation.")
  @PostMapping("/api-keys")
  @ResponseStatus(HttpStatus.CREATED)
  @Transactional
  Created create(
      @RequestBody @Valid KeyRequest request,
      CallerAuthentication known,
      HttpServletRequest connection) {
    int days = request.days(properties.days());
    Caller caller = known.getPrincipal();
    // First: it waits for a request that ends the caller's sessions and keys.
    users.requireRights(caller);
    confirmation.require(known);
    String name = request.name().strip();
    List<String> scopes = request.distinctScopes();
    ApiKeys.Fresh fresh = keys.add(name, Long.parseLong(caller.id()), scopes, days);
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
      throw ProblemException.notFound("There is no such API key, or it was revoked.");
    }
    events.publishEvent(new RightsChanged());
    audit.record(caller, "key.revoked", "key:" + id, connection.getRemoteAddr(), null);
  }
}
