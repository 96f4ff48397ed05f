package id.balas.bot.teams;

import id.balas.bot.teams.Team.Assignment;
import id.balas.bot.teams.Team.Stored;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the team of a chat: the one it was passed to, or else the one of its channel.
public final class TeamDirectory {

  private final List<Stored> teams;
  private final Map<String, Stored> byNameOrId = new HashMap<>();
  private final Map<String, Stored> byChannel = new HashMap<>();

  public TeamDirectory(List<Stored> teams) {
    this.teams = List.copyOf(teams);
    for (Stored stored : teams) {
      stored.namesAndId().forEach(name -> byNameOrId.put(name, stored));
      stored.team().channels().forEach(channel -> byChannel.put(channel, stored));
    }
  }

  /// `team` is the name or the id in the chat's state. A deleted team counts as none.
  public Optional<Stored> teamOf(String channel, @Nullable String team) {
    return named(team).or(() -> Optional.ofNullable(byChannel.get(channel)));
  }

  /// `nameOrId` may be a former name.
  public Optional<Stored> named(@Nullable String nameOrId) {
    return Optional.ofNullable(nameOrId).map(it -> byNameOrId.get(it.toLowerCase(Locale.ROOT)));
  }

  public List<Stored> all() {
    return teams;
  }

  public boolean hasAutomatic() {
    return !automatic().isEmpty();
  }

  public List<Stored> automatic() {
    return teams.stream().filter(TeamDirectory::isAutomatic).toList();
  }

  public boolean hasTargets() {
    return teams.stream().anyMatch(it -> !it.team().targets().equals(Targets.NONE));
  }

  public static boolean isAutomatic(Stored stored) {
    return stored.team().assignment() == Assignment.AUTOMATIC;
  }
}
