package id.balas.bot.inbox.web;

import id.balas.bot.inbox.SavedViews;
import id.balas.bot.inbox.SavedViews.SavedFilter;
import id.balas.bot.inbox.SavedViews.SavedView;
import id.balas.bot.teams.Teams;
import id.balas.bot.web.Requester;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Saved views. Users manage their own, admins also those of teams.
@RestController
@RequestMapping("/views")
@Tag(name = "Saved views", description = "Filters of the chat list, for a user or a team")
class SavedViewController {

  private static final String ID = "Id of the saved view";

  @Schema(example = "{\"name\":\"VIP, open\",\"filter\":{\"view\":\"OPEN\",\"label\":\"VIP\"}}")
  record NewView(
      @NotNull @PlainText(max = 60) String name,
      @Schema(description = "Id of a team that sees it; yours alone if omitted", example = "3")
          @Nullable Long team,
      @NotNull @Valid SavedFilter filter) {}

  @Schema(example = "{\"name\":\"VIP, open\",\"filter\":{\"view\":\"OPEN\",\"label\":\"VIP\"}}")
  record ViewChange(
      @NotNull @PlainText(max = 60) String name, @NotNull @Valid SavedFilter filter) {}

  @Schema(name = "SavedViewList")
  record All(List<SavedView> views) {}

  private final SavedViews views;
  private final Teams teams;

  SavedViewController(SavedViews views, Teams teams) {
    this.views = views;
    this.teams = teams;
  }

  @Operation(
      summary = "List saved views",
      description = "Yours first, then those of your teams; for admins, of all teams.")
  @GetMapping
  All all(@AuthenticationPrincipal Jwt token) {
    Requester requester = Requester.of(token);
    return new All(views.visibleTo(requester.name(), requester.isAdmin()));
  }

  @Operation(summary = "Save a view", description = "For a team: admins only.")
  @ApiResponse(responseCode = "201", description = "Saved")
  @ApiResponse(responseCode = "403", description = "Only admins save views of a team")
  @ApiResponse(responseCode = "404", description = "No team with this id")
  @ApiResponse(
      responseCode = "409",
      description = "There is a view with this name, or there are 100")
  @PostMapping
  ResponseEntity<SavedView> add(
      @RequestBody @Valid NewView body, @AuthenticationPrincipal Jwt token) {
    Requester requester = Requester.of(token);
    if (body.team() != null) {
      requireAdmin(requester);
      if (teams.find(body.team()).isEmpty()) {
        throw ProblemException.notFound("There is no team " + body.team() + ".");
      }
    }
    String name = body.name().strip();
    long id = withFreeName(() -> views.add(name, requester.name(), body.team(), body.filter()));
    return ResponseEntity.created(URI.create("/views/" + id))
        .body(new SavedView(id, name, requester.name(), body.team(), body.filter()));
  }

  @Operation(summary = "Replace a saved view")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "403", description = "Only admins change views of a team")
  @ApiResponse(responseCode = "404", description = "You have no saved view with this id")
  @ApiResponse(responseCode = "409", description = "There is a view with this name")
  @PutMapping("/{id}")
  SavedView change(
      @Parameter(description = ID, example = "5") @PathVariable long id,
      @RequestBody @Valid ViewChange body,
      @AuthenticationPrincipal Jwt token) {
    SavedView present = own(id, Requester.of(token));
    String name = body.name().strip();
    var changed = new SavedView(id, name, present.owner(), present.team(), body.filter());
    return withFreeName(() -> views.change(changed));
  }

  @Operation(summary = "Delete a saved view")
  @ApiResponse(responseCode = "204", description = "Deleted")
  @ApiResponse(responseCode = "403", description = "Only admins delete views of a team")
  @ApiResponse(responseCode = "404", description = "You have no saved view with this id")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @Parameter(description = ID, example = "5") @PathVariable long id,
      @AuthenticationPrincipal Jwt token) {
    views.delete(own(id, Requester.of(token)).id());
  }

  private SavedView own(long id, Requester requester) {
    SavedView view =
        views
            .find(id)
            .filter(it -> it.team() != null || it.owner().equals(requester.name()))
            .orElseThrow(() -> ProblemException.notFound("You have no saved view " + id + "."));
    if (view.team() != null) {
      requireAdmin(requester);
    }
    return view;
  }

  private static void requireAdmin(Requester requester) {
    if (!requester.isAdmin()) {
      throw ProblemException.forbidden("Only an admin changes the saved views of a team.");
    }
  }

  private static <T> T withFreeName(Supplier<T> write) {
    try {
      return write.get();
    } catch (DuplicateKeyException _) {
      throw ProblemException.conflict("There is a saved view with this name. Choose another name.");
    }
  }
}
