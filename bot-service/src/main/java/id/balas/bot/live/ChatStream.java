package id.balas.bot.live;

import id.balas.bot.history.changes.ChangeFeed;
import id.balas.bot.history.changes.Changes.Position;
import id.balas.bot.history.readable.ReadableContents;
import id.balas.bot.live.LiveEvents.Event;
import id.balas.bot.live.LiveEvents.Reader;
import id.balas.bot.teams.OpenPages;
import id.balas.bot.web.Actions;
import id.balas.bot.web.Requester;
import id.balas.bot.web.WebConfiguration;
import id.balas.service.web.InvalidValueException;
import id.balas.service.web.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Publishes changed chats as server-sent events with their rows, mentions of the reader, who is in
/// which chat, and the outcomes of the reader's own commands. Changes are read from the database,
/// so a client can resume at any instance. A slow client gets fewer events; no events queue in
/// memory.
@RestController
@Tag(name = "Live updates", description = "A stream of changed chats")
public class ChatStream {

  private static final Logger log = LoggerFactory.getLogger(ChatStream.class);
  private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(15);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final int MOST = 500;

  private final LiveEvents events;
  private final Actions actions;
  private final OpenPages pages;
  private final ReadableContents contents;
  private final Clock clock;
  private final AtomicInteger open = new AtomicInteger();
  private volatile boolean closed;

  ChatStream(
      LiveEvents events,
      Actions actions,
      OpenPages pages,
      ReadableContents contents,
      Clock clock,
      MeterRegistry metrics) {
    this.events = events;
    this.actions = actions;
    this.pages = pages;
    this.contents = contents;
    this.clock = clock;
    metrics.gauge("balas.bot.streams", open, AtomicInteger::get);
  }

  @Operation(
      summary = "Follow changes of chats",
      description =
          "Server-sent events: `chat` with the id of a changed chat and its row, as `GET /chats/{id}` returns it to the"
              + " caller, and without `row` if only messages changed in a way that the row does not show, such as by a status;"
              + " `mention` with a note that mentions the caller; `presence` with the users who look at a chat or type"
              + " in it; `command` with the outcome of a command of the caller. Send the id of the last event as Last-Event-ID"
              + " to miss no change of a chat; after a pause ask `GET /commands` for outcomes.")
  @GetMapping(path = "/chats/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter stream(
      @Parameter(description = "Id of the last event that was received", example = "8123-77")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Nullable String last,
      @Parameter(description = WebConfiguration.LANGUAGE, example = "en")
          @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false)
          @Nullable String language,
      @AuthenticationPrincipal Jwt token) {
    String caller = Requester.of(token).name();
    Position begin = position(last);
    if (begin != null && !events.isKnown(begin)) {
      throw ProblemException.invalid(
          "Last-Event-ID",
          "is not of this database, which was restored. Load the chats again, and send none.");
    }
    if (open.incrementAndGet() > MOST) {
      open.decrementAndGet();
      throw ProblemException.unavailable(
          "This instance serves its maximum number of streams. Try again later.", RETRY_AFTER);
    }
    var emitter = new SseEmitter(0L);
    Thread.startVirtualThread(() -> follow(emitter, begin, caller, language));
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

  public void follow(
      SseEmitter emitter, @Nullable Position begin, String caller, @Nullable String language) {
    try (Reader reader = events.reader(caller, contents.accepted(language), begin)) {
      send(emitter, reader, caller);
      emitter.complete();
    } catch (DataAccessException e) {
      log.warn("Closed a stream, the database is unavailable: {}", e.toString());
      emitter.complete();
    } catch (IOException | IllegalStateException _) {
      // The client has disconnected. Tomcat ends the request: a call of complete() would fail.
    } catch (RuntimeException e) {
      // The client would wait for events for ever; it connects again to a stream that has ended.
      log.error("Closed a stream that failed", e);
      emitter.complete();
    } finally {
      open.decrementAndGet();
    }
  }

  private void send(SseEmitter emitter, Reader reader, String caller) throws IOException {
    var commands = new StreamedCommands(actions, clock, caller);
    var lease = new PageLease(pages, caller);
    emitter.send(
        SseEmitter.event().id(reader.position().toString()).name("ready").data(new Object[0]));
    long sentAt = System.nanoTime();
    while (!closed) {
      lease.renew();
      commands.send(emitter);
      List<Event> next = reader.next();
      if (!next.isEmpty()) {
        send(emitter, next, reader.position());
        sentAt = System.nanoTime();
        continue;
      }
      if (System.nanoTime() - sentAt > HEARTBEAT_EVERY.toNanos()) {
        emitter.send(SseEmitter.event().comment("heartbeat"));
        sentAt = System.nanoTime();
      }
      LockSupport.parkNanos(ChangeFeed.POLL_EVERY.toNanos());
    }
  }

  // Only the last event has an id: a client that disconnects earlier gets all of them again.
  private static void send(SseEmitter emitter, List<Event> events, Position position)
      throws IOException {
    int left = events.size();
    for (Event next : events) {
      var event =
          SseEmitter.event().name(next.name()).data(next.data(), MediaType.APPLICATION_JSON);
      emitter.send(--left == 0 ? event.id(position.toString()) : event);
    }
  }
}
