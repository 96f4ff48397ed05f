package id.balas.bot.teams;

import id.balas.bot.answers.book.Hours;
import java.util.List;
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

  /// `id` is the team in commands and states.
  public record Stored(long id, Team team) {}

  public Team {
    members = List.copyOf(members);
    channels = List.copyOf(channels);
  }
}
