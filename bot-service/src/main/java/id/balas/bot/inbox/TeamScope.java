package id.balas.bot.inbox;

import id.balas.bot.database.Where;
import id.balas.bot.teams.Team.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// Chats of certain teams. A chat belongs to the team that it was passed to, or else to that of its
/// channel. A deleted team counts as none.
record TeamScope(List<String> chosen, List<String> known, List<String> channels) {

  /// `c.team` is the lower-case name or id in the chat's state.
  static final String CONDITION =
      "(c.team = ANY (?) OR (c.team IS NULL OR c.team <> ALL (?)) AND s.channel = ANY (?))";

  static TeamScope of(Collection<Stored> teams, Predicate<Stored> isChosen) {
    List<Stored> chosen = teams.stream().filter(isChosen).toList();
    return new TeamScope(
        namesAndIds(chosen),
        namesAndIds(teams),
        chosen.stream().flatMap(it -> it.team().channels().stream()).toList());
  }

  static TeamScope ofMember(Collection<Stored> teams, String username) {
    return of(teams, it -> it.team().members().contains(username));
  }

  static TeamScope named(Collection<Stored> teams, String nameOrId) {
    return of(teams, it -> it.namesAndId().contains(nameOrId.toLowerCase(Locale.ROOT)));
  }

  private static List<String> namesAndIds(Collection<Stored> teams) {
    return teams.stream().flatMap(it -> it.namesAndId().stream()).toList();
  }

  void restrict(Where where) {
    where.and(CONDITION, parameters());
  }

  Object[] parameters() {
    return new Object[] {
      chosen.toArray(String[]::new), known.toArray(String[]::new), channels.toArray(String[]::new)
    };
  }
}
