package id.balas.bot.teams.web;

import id.balas.bot.teams.Team;
import id.balas.bot.teams.Teams;
import id.balas.bot.users.Assignees;
import id.balas.bot.web.Requester;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
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

/// Teams. Agents and admins may read them, admins may change them.
@RestController
@RequestMapping("/teams")
@Tag(name = "Teams", description = "Members, channels, opening hours and targets")
class TeamController {

  private static final String ID = "Id of the team";

  @Schema(name = "TeamList")
  record All(List<TeamView> teams) {}

  private final Teams teams;
  private final Assignees assignees;

  TeamController(Teams teams, Assignees assignees) {
    this.teams = teams;
    this.assignees = assignees;
  }

  @Operation(summary = "List teams", description = "By name.")
  @GetMapping
  All all() {
    return new All(teams.all().stream().map(TeamView::of).toList());
  }

  @Operation(summary = "Show a team")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No team with this id")
  @GetMapping("/{id}")
  TeamView one(@Parameter(description = ID, example = "3") @PathVariable long id) {
    return teams.find(id).map(TeamView::of).orElseThrow(() -> unknown(id));
  }

  @Operation(summary = "Add a team", description = "Admins only.")
  @ApiResponse(responseCode = "201", description = "Added")
  @ApiResponse(
      responseCode = "409",
      description = "Another team has this name or channel, or there are 200")
  @ApiResponse(responseCode = "422", description = "A member is not a user")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<TeamView> add(
      @RequestBody @Valid TeamBody body, @AuthenticationPrincipal Jwt caller) {
    Team team = checked(body);
    long id = withFreeName(() -> teams.add(team, Requester.of(caller).name()));
    return ResponseEntity.created(URI.create("/teams/" + id)).body(one(id));
  }

  @Operation(
      summary = "Replace a team",
      description = "Admins only. A change of its hours applies to what ends from then on.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No team with this id")
  @ApiResponse(responseCode = "409", description = "Another team has this name or channel")
  @ApiResponse(responseCode = "422", description = "A member is not a user")
  @PutMapping("/{id}")
  TeamView change(
      @Parameter(description = ID, example = "3") @PathVariable long id,
      @RequestBody @Valid TeamBody body,
      @AuthenticationPrincipal Jwt caller) {
    Team team = checked(body);
    if (!withFreeName(() -> teams.change(id, team, Requester.of(caller).name()))) {
      throw unknown(id);
    }
    return one(id);
  }

  @Operation(summary = "Delete a team", description = "Admins only. Its chats have no team then.")
  @ApiResponse(responseCode = "204", description = "Deleted")
  @ApiResponse(responseCode = "404", description = "No team with this id")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@Parameter(description = ID, example = "3") @PathVariable long id) {
    if (!teams.delete(id)) {
      throw unknown(id);
    }
  }

  private Team checked(TeamBody body) {
    Team team = body.team();
    assignees.requireKnown("members", team.members());
    return team;
  }

  private static <T> T withFreeName(Supplier<T> write) {
    try {
      return write.get();
    } catch (DuplicateKeyException _) {
      throw ProblemException.conflict("Another team has this name. Choose another name.");
    }
  }

  private static ProblemException unknown(long id) {
    return ProblemException.notFound("There is no team " + id + ".");
  }
}
