package id.balas.bot.teams.web;

import id.balas.bot.teams.Agent;
import id.balas.bot.teams.Agents;
import id.balas.bot.teams.Availability;
import id.balas.bot.users.Assignees;
import id.balas.bot.web.Requester;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Agents: who is available and how many chats they have. A user sets their own availability, an
/// admin sets capacities.
@RestController
@RequestMapping("/agents")
@Tag(name = "Agents", description = "Availability, capacity and load")
class AgentController {

  @Schema(example = "{\"availability\":\"AVAILABLE\"}")
  record AvailabilityBody(@NotNull Availability availability) {}

  @Schema(example = "{\"capacity\":8}")
  record CapacityBody(
      @Schema(description = "Most chats that are assigned automatically, 0 to 1000")
          @NotNull
          @Range(min = 0, max = 1000, message = "must be between 0 and 1000")
          Integer capacity) {}

  /// `available`: chose AVAILABLE and had a page open within the last two minutes.
  record AgentView(
      @Schema(example = "siti") String username,
      @Schema(example = "Siti Aminah") String name,
      @Schema(example = "karyawan") String role,
      @Schema(example = "AVAILABLE") Availability availability,
      @Schema(example = "true") boolean available,
      @Schema(example = "10") int capacity,
      @Schema(description = "Open chats", example = "4") int load,
      @Schema(description = "When a chat was last assigned automatically")
          @Nullable Instant assignedAt,
      @Schema(example = "[3]") List<Long> teams) {

    static AgentView of(Agent agent) {
      return new AgentView(
          agent.username(),
          agent.name(),
          agent.role(),
          agent.availability(),
          agent.isAvailable(),
          agent.capacity(),
          agent.load(),
          agent.assignedAt(),
          agent.teams());
    }
  }

  @Schema(name = "AgentList")
  record All(List<AgentView> agents) {}

  private final Agents agents;
  private final Assignees assignees;

  AgentController(Agents agents, Assignees assignees) {
    this.agents = agents;
    this.assignees = assignees;
  }

  @Operation(summary = "List agents", description = "All users who can sign in, by username.")
  @GetMapping
  All all() {
    return new All(agents.all().stream().map(AgentView::of).toList());
  }

  @Operation(
      summary = "Set your availability",
      description =
          "New chats are assigned to you only while you are AVAILABLE and have a page open.")
  @ApiResponse(responseCode = "204", description = "Set")
  @PutMapping("/me/availability")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setAvailability(
      @RequestBody @Valid AvailabilityBody body, @AuthenticationPrincipal Jwt caller) {
    agents.setAvailability(Requester.of(caller).name(), body.availability());
  }

  @Operation(summary = "Set the capacity of an agent", description = "Admins only.")
  @ApiResponse(responseCode = "204", description = "Set")
  @ApiResponse(responseCode = "422", description = "Not a user")
  @PutMapping("/{username}/capacity")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void setCapacity(
      @Parameter(description = "The username", example = "siti") @PathVariable String username,
      @RequestBody @Valid CapacityBody body) {
    assignees.requireKnown("username", List.of(username));
    agents.setCapacity(username, body.capacity());
  }
}
