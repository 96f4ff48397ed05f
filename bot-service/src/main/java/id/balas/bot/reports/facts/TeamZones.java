package id.balas.bot.reports.facts;

import id.balas.bot.answers.OpeningHours;
import id.balas.bot.teams.Team.Stored;
import id.balas.bot.teams.TeamDirectory;
import id.balas.bot.teams.Teams;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which team a chat belongs to, and the date of a time there. A team without hours has the time
/// zone of the desk.
@Component
class TeamZones {

  private final Teams teams;
  private final OpeningHours hours;

  TeamZones(Teams teams, OpeningHours hours) {
    this.teams = teams;
    this.hours = hours;
  }

  Known known() {
    return new Known(new TeamDirectory(teams.all()), ZoneId.of(hours.current().timeZone()));
  }

  /// The teams at one moment.
  record Known(TeamDirectory teams, ZoneId desk) {

    /// `passedTo` is the team in the chat's state. Empty if there is no team.
    String nameOf(String channel, @Nullable String passedTo) {
      return teams.teamOf(channel, passedTo).map(it -> it.team().name()).orElse("");
    }

    /// `team` is a name, or empty.
    LocalDate day(Instant at, String channel, String team) {
      return at.atZone(
              teams.teamOf(channel, team.isEmpty() ? null : team).map(this::zone).orElse(desk))
          .toLocalDate();
    }

    private ZoneId zone(Stored stored) {
      return stored.team().hours() == null ? desk : ZoneId.of(stored.team().hours().timeZone());
    }
  }
}
