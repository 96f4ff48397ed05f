package id.balas.bot.bulk;

import id.balas.bot.bulk.BulkActs.Chosen;
import id.balas.bot.bulk.BulkActs.Request;
import id.balas.bot.users.Assignees;
import id.balas.bot.web.Requester;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Actions on many chats. Each chat gets a command of its own, which may be refused like that of a
/// single action.
@RestController
@Tag(name = "Bulk actions", description = "Assign, resolve, snooze, return or label many chats")
class BulkController {

  private final BulkActs bulk;
  private final BulkResults results;
  private final ChosenChats chosenChats;
  private final Assignees assignees;
  private final boolean peopleAreWritten;
  private final Clock clock;

  BulkController(
      BulkActs bulk,
      BulkResults results,
      ChosenChats chosenChats,
      Assignees assignees,
      @Value("${balas.people.write}") boolean peopleAreWritten,
      Clock clock) {
    this.bulk = bulk;
    this.results = results;
    this.chosenChats = chosenChats;
    this.assignees = assignees;
    this.peopleAreWritten = peopleAreWritten;
    this.clock = clock;
  }

  @Operation(
      summary = "Act on many chats",
      description =
          "Up to 1,000 chats, by id or by filter. `dryRun` counts them and does nothing. A chat whose customer has"
              + " written since is refused. The key is required unless it is a dry run.")
  @ApiResponse(responseCode = "200", description = "The count of a dry run")
  @ApiResponse(responseCode = "202", description = "Accepted; ask for the progress")
  @ApiResponse(responseCode = "422", description = "Not a user, or the key was used already")
  @PostMapping("/chats/bulk")
  ResponseEntity<BulkProgress> act(
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid BulkRequest body) {
    Requester requester = Requester.of(token);
    String fingerprint = IdempotencyKey.fingerprint("bulk", "", body);
    // A repeated request is not checked again: what it names may have changed meanwhile.
    Optional<UUID> known =
        key == null || body.isDryRun()
            ? Optional.empty()
            : bulk.find(requester.name(), key, fingerprint);
    if (known.isPresent()) {
      return accepted(known.get(), requester);
    }
    BulkAct act = body.act(clock.instant());
    if (act.assignee() != null && !act.assignee().equals(requester.name())) {
      assignees.requireKnown("assignee", List.of(act.assignee()));
    }
    if (act.team() != null) {
      assignees.requireTeam("team", act.team());
    }
    // An instance of an older release would stop at these commands.
    if (!peopleAreWritten && act.needsNewRelease()) {
      throw ProblemException.conflict(
          "This action is possible once `balas.people.write` is true. See docs/upgrading.md.");
    }
    List<Chosen> chats = chosenChats.of(body, requester.name());
    if (body.isDryRun()) {
      return ResponseEntity.ok(BulkProgress.of(new UUID(0, 0), chats.size(), 0, 0, 0));
    }
    if (key == null) {
      throw ProblemException.invalid(IdempotencyKey.HEADER, "must be given.");
    }
    UUID id =
        bulk.add(new Request(requester.name(), requester.role(), key, act, chats), fingerprint)
            .orElseThrow(() -> IdempotencyKey.usedForAnother("a bulk action"));
    return accepted(id, requester);
  }

  private ResponseEntity<BulkProgress> accepted(UUID id, Requester requester) {
    return ResponseEntity.accepted()
        .location(URI.create("/chats/bulk/" + id))
        .body(progress(id, requester));
  }

  @Operation(
      summary = "Show the progress of a bulk action",
      description = "Callers see their own bulk actions, admins all.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No bulk action with this id")
  @GetMapping("/chats/bulk/{id}")
  BulkProgress one(
      @Parameter(
              description = "Id of the bulk action",
              example = "0b54a7f1-3d0f-4c55-9a55-0f3f8c4b2f11")
          @PathVariable
          UUID id,
      @AuthenticationPrincipal Jwt token) {
    return progress(id, Requester.of(token));
  }

  private BulkProgress progress(UUID id, Requester requester) {
    return results
        .progress(id, requester.name(), requester.isAdmin())
        .orElseThrow(() -> ProblemException.notFound("There is no bulk action with this id."));
  }
}
