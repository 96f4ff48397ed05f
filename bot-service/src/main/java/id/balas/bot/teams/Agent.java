package id.balas.bot.teams;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A user who can get chats. `availability` is what they chose; they are available only with an
/// open page too. `load` is the number of open chats they have. `assignedAt` is when a chat was
/// last assigned automatically.
public record Agent(
    String username,
    String name,
    String role,
    Availability availability,
    boolean hasOpenPage,
    int capacity,
    int load,
    @Nullable Instant assignedAt,
    List<Long> teams) {

  public boolean isAvailable() {
    return availability == Availability.AVAILABLE && hasOpenPage;
  }
}
