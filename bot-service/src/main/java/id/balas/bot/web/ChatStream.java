package id.balas.bot.web;

import id.balas.bot.history.changes.ChangeFeed;
import id.balas.bot.history.changes.ChangeFeed.Found;
import id.balas.bot.history.changes.Changes.Change;
import id.balas.bot.history.changes.Changes.Position;
import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.teams.OpenPages;
import id.balas.events.value.ChatKey;
import id.balas.service.web.InvalidValueException;
import id.balas.service.web.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Publishes the ids of changed chats as server-sent events, and the outcomes of the reader's own
/// commands. Events of chats have no content: clients then load the chat. Changes are read from the
/// database, so a client can resume at any instance. A slow client gets fewer events; no events
/// queue in memory.
@RestController
@Tag(name = "Live updates", description = "A stream of changed chats")
class ChatStream {

  private static final Logger log = LoggerFactory.getLogger(ChatStream.class);
  private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(15);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final int MOST = 500;
  private static final Duration COMMANDS_EVERY = Duration.ofSeconds(2);
  private static final Duration COMMANDS_OF = Duration.ofMinutes(15);
  private static final int MOST_COMMANDS = 100;

  private final ChangeFeed feed;
  private final Actions actions;
  private final OpenPages pages;
  private final Clock clock;
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean closed;

  ChatStream(
      ChangeFeed feed, Actions actions, OpenPages pages, Clock clock, MeterRegistry metrics) {
    this.feed = feed;
    this.actions = actions;
    this.pages = pages;
    this.clock = clock;
    metrics.gauge("balas.bot.streams", open, AtomicInteger::get);
  }

  record Event(String chat) {}

  @Operation(
      summary = "Follow changes of chats",
      description =
          "Server-sent events: `chat` with the id of a changed chat, and `command` with the outcome of a command of the"
              + " caller. Send the id of the last event as Last-Event-ID to miss no change of a chat; after a pause ask"
              + " `GET /commands` for outcomes.")
  @GetMapping(path = "/chats/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter stream(
      @Parameter(description = "Id of the last event that was received", example = "8123-77")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String last,
      @AuthenticationPrincipal Jwt token) {
    String caller = Requester.of(token).name();
    Position begin = position(last);
    if (open.incrementAndGet() > MOST) {
      open.decrementAndGet();
      throw ProblemException.unavailable(
          "This instance serves its maximum number of streams. Try again later.", RETRY_AFTER);
    }
    var emitter = new SseEmitter(0L);
    Thread.startVirtualThread(() -> follow(emitter, begin, caller));
    return emitter;
  }

  private static @Nullable Position position(@Nullable String eventId) {
    if (eventId == null || eventId.isBlank()) {
      return null;
    }
    try {
      return Position.parse(eventId.strip());
    } catch (InvalidValueException e) {
      throw ProblemException.invalid("Last-Event-ID", String.valueOf(e.getMessage()));
    }
  }

  // Shutdown does not wait for open streams; clients reconnect to another instance.
  @EventListener
  void on(ContextClosedEvent event) {
    closed = true;
  }

  void follow(SseEmitter emitter, @Nullable Position begin, String caller) {
    try {
      send(emitter, begin, caller);
      emitter.complete();
    } catch (IOException | IllegalStateException _) {
      // The client has disconnected. Tomcat ends the request: a call of complete() would fail.
    } finally {
      open.decrementAndGet();
    }
  }

  private void send(SseEmitter emitter, @Nullable Position begin, String caller)
      throws IOException {
    try {
      var commands = new OwnCommands(caller);
      var lease = new PageLease(caller);
      Position position = begin == null ? feed.latest() : begin;
      emitter.send(SseEmitter.event().id(position.toString()).name("ready").data(new Object[0]));
      long sentAt = System.nanoTime();
      while (!closed) {
        lease.renew();
        commands.send(emitter);
        Found found = feed.since(position);
        position = found.next();
        if (found.changes().isEmpty()) {
          if (System.nanoTime() - sentAt > HEARTBEAT_EVERY.toNanos()) {
            emitter.send(SseEmitter.event().comment("heartbeat"));
            sentAt = System.nanoTime();
          }
          LockSupport.parkNanos(ChangeFeed.POLL_EVERY.toNanos());
        } else {
          send(emitter, found.changes(), position);
          sentAt = System.nanoTime();
        }
      }
    } catch (DataAccessException e) {
      log.warn("Closed a stream, the database is unavailable: {}", e.toString());
    }
  }

  // Only the last event has an id: a client that disconnects earlier gets all of them again.
  private static void send(SseEmitter emitter, List<Change> found, Position position)
      throws IOException {
    Set<ChatKey> chats = new LinkedHashSet<>();
    found.forEach(change -> chats.add(change.chat()));
    int left = chats.size();
    for (ChatKey chat : chats) {
      var event =
          SseEmitter.event()
              .name("chat")
              .data(new Event(ChatPath.write(chat)), MediaType.APPLICATION_JSON);
      emitter.send(--left == 0 ? event.id(position.toString()) : event);
    }
  }

  /// Shows that the caller has a page open.
  private final class PageLease {

    private final UUID stream = UUID.randomUUID();
    private final String caller;
    private long renewedAt = System.nanoTime() - OpenPages.RENEW_EVERY.toNanos();

    PageLease(String caller) {
      this.caller = caller;
    }

    void renew() {
      if (System.nanoTime() - renewedAt >= OpenPages.RENEW_EVERY.toNanos()) {
        renewedAt = System.nanoTime();
        pages.renew(stream, caller);
      }
    }
  }

  /// The caller's commands whose outcome this stream has not sent yet.
  private final class OwnCommands {

    private final String caller;
    private final Set<String> ended = new HashSet<>();
    private long lookedAt = System.nanoTime();

    OwnCommands(String caller) {
      this.caller = caller;
      recent().forEach(this::isNew);
    }

    private List<Actions.Known> recent() {
      return actions.since(clock.instant().minus(COMMANDS_OF), caller, null, MOST_COMMANDS);
    }

    private boolean isNew(Actions.Known known) {
      return known.state() != ChatCommands.State.PENDING && ended.add(known.commandId());
    }

    void send(SseEmitter emitter) throws IOException {
      if (System.nanoTime() - lookedAt < COMMANDS_EVERY.toNanos()) {
        return;
      }
      lookedAt = System.nanoTime();
      for (Actions.Known known : recent()) {
        if (isNew(known)) {
          emitter.send(
              SseEmitter.event()
                  .name("command")
                  .data(CommandController.Command.of(known), MediaType.APPLICATION_JSON));
        }
      }
    }
  }
}
