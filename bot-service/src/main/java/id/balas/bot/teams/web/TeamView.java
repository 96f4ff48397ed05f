package id.balas.bot.teams.web;

import id.balas.bot.teams.Targets;
import id.balas.bot.teams.Team;
import id.balas.bot.teams.Team.Assignment;
import id.balas.bot.teams.Team.Stored;
import id.balas.bot.teams.web.TeamBody.TeamHours;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A team in responses. `hours` null: those of the desk.
record TeamView(
    @Schema(example = "3") long id,
    @Schema(example = "Orders") String name,
    @Schema(example = "AUTOMATIC") Assignment assignment,
    @Schema(example = "[\"rudi\",\"siti\"]") List<String> members,
    @Schema(example = "[\"default\"]") List<String> channels,
    @Nullable TeamHours hours,
    Targets targets,
    @Schema(example = "true") boolean asksRating) {

  static TeamView of(Stored stored) {
    Team team = stored.team();
    return new TeamView(
        stored.id(),
        team.name(),
        team.assignment(),
        team.members(),
        team.channels(),
        team.hours() == null ? null : TeamHours.of(team.hours()),
        team.targets(),
        team.asksRating());
  }
}
