package id.balas.bot.live;

import id.balas.bot.web.Actions;
import id.balas.bot.web.ChatCommands;
import id.balas.bot.web.CommandController.Command;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// The caller's commands whose outcome a stream has not sent yet.
final class StreamedCommands {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration NO_OLDER_THAN = Duration.ofMinutes(15);
  private static final int MOST = 100;

  private final Actions actions;
  private final Clock clock;
  private final String caller;
  private final Set<String> ended = new HashSet<>();
  private long lookedAt = System.nanoTime();

  StreamedCommands(Actions actions, Clock clock, String caller) {
    this.actions = actions;
    this.clock = clock;
    this.caller = caller;
    recent().forEach(this::isNew);
  }

  private List<Actions.Known> recent() {
    return actions.since(clock.instant().minus(NO_OLDER_THAN), caller, null, MOST);
  }

  private boolean isNew(Actions.Known known) {
    return known.state() != ChatCommands.State.PENDING && ended.add(known.commandId());
  }

  void send(SseEmitter emitter) throws IOException {
    if (System.nanoTime() - lookedAt < LOOK_EVERY.toNanos()) {
      return;
    }
    lookedAt = System.nanoTime();
    for (Actions.Known known : recent()) {
      if (isNew(known)) {
        emitter.send(
            SseEmitter.event().name("command").data(Command.of(known), MediaType.APPLICATION_JSON));
      }
    }
  }
}
