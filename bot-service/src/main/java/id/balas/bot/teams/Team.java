package id.balas.bot.teams;

import id.balas.bot.answers.book.Hours;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A team that gets the chats of its channels. A channel belongs to at most one team. Without
/// `hours` the team works during those of the desk. With `asksRating`, customers are asked how
/// content they are when a conversation is resolved.
public record Team(
    String name,
    Assignment assignment,
    List<String> members,
    List<String> channels,
    @Nullable Hours hours,
    Targets targets,
    boolean asksRating) {

  /// Whether agents take waiting chats themselves, or get them assigned.
  public enum Assignment {
    MANUAL,
    AUTOMATIC
  }

  /// `formerNames` are in lower case.
  public record Stored(long id, Team team, List<String> formerNames) {

    public Stored {
      formerNames = List.copyOf(formerNames);
    }

    /// What commands and the states of chats may call the team, in lower case.
    public List<String> namesAndId() {
      return Stream.concat(
              Stream.of(team.name().toLowerCase(Locale.ROOT), Long.toString(id)),
              formerNames.stream())
          .toList();
    }
  }

  public Team {
    members = List.copyOf(members);
    channels = List.copyOf(channels);
  }
}
