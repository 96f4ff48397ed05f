package id.balas.bot.deskclock;

import id.balas.bot.teams.TeamDirectory;
import id.balas.bot.teams.Teams;
import id.balas.events.PeopleCommand.PersonGone;
import id.balas.events.value.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes chats from users who are gone. In automatic teams, also a chat that waits for an agent who
/// has been unavailable for ten minutes. The chat then waits for another person.
@Component
class AbsentAgents {

  private static final Logger log = LoggerFactory.getLogger(AbsentAgents.class);
  private static final int AT_ONCE = 500;

  private final DeskChats chats;
  private final Teams teams;
  private final DeskCommands commands;
  private final DeskMetrics metrics;
  private final Duration backToTeam;
  private final Clock clock;

  AbsentAgents(
      DeskChats chats,
      Teams teams,
      DeskCommands commands,
      DeskMetrics metrics,
      DeskClockProperties settings,
      Clock clock) {
    this.chats = chats;
    this.teams = teams;
    this.commands = commands;
    this.metrics = metrics;
    this.backToTeam = settings.backToTeam();
    this.clock = clock;
  }

  void release() {
    Instant now = clock.instant();
    TeamDirectory directory = new TeamDirectory(teams.all());
    List<DeskChat> unavailable =
        directory.hasAutomatic()
            ? chats.waitingForUnavailable(directory, backToTeam, AT_ONCE)
            : List.of();
    List<PersonGone> published =
        commands.publish(
            Stream.concat(chats.ofGoneUsers(AT_ONCE).stream(), unavailable.stream())
                .map(chat -> command(chat, now))
                .toList());
    if (!published.isEmpty()) {
      metrics.released(published.size());
      log.info("Took {} chats from users who are gone or unavailable", published.size());
    }
  }

  // A later assignment to the same person is another fact, so the id has the epoch.
  private static PersonGone command(DeskChat chat, Instant now) {
    String person = Objects.requireNonNull(chat.chat().assignee());
    String about = chat.key() + "@" + chat.chat().epoch() + " " + person;
    return new PersonGone(
        "gone-" + UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8)),
        chat.key().channel(),
        chat.key().chatId(),
        Issuer.system("desk-clock"),
        now,
        person);
  }
}
