package id.balas.bot.web;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.bot.history.ChangeNotifier;
import id.balas.bot.history.queries.ChatPath;
import id.balas.events.value.ChatKey;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/// Internal notes about a chat. Only the author or an admin may delete a note.
@RestController
@RequestMapping("/chats/{chat}/notes")
class NoteController {

  private static final int LONGEST = 4_000;

  private final JdbcTemplate jdbc;
  private final ChangeNotifier notifier;
  private final Clock clock;

  NoteController(TimeLimitedJdbc jdbc, ChangeNotifier notifier, Clock clock) {
    this.jdbc = jdbc.template();
    this.notifier = notifier;
    this.clock = clock;
  }

  record Note(String id, String text, String author, Instant at) {}

  record All(List<Note> notes) {}

  @GetMapping
  All all(@PathVariable String chat) {
    ChatKey key = ChatPath.read(chat);
    return new All(
        jdbc.query(
            "SELECT id, words, author, noted_at FROM bot.notes WHERE channel = ? AND chat_id = ? ORDER BY noted_at DESC, id LIMIT 1000",
            NoteController::read,
            key.channel(),
            key.chatId()));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Note add(
      @PathVariable String chat,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String repeated,
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request)
      throws IOException {
    ChatKey key = ChatPath.read(chat);
    String text = Body.read(request.getInputStream(), Set.of("text")).need("text", LONGEST).strip();
    String author = Requester.of(token).name();
    String id =
        ChatCommands.id(author, repeated == null ? UUID.randomUUID().toString() : repeated)
            .replace("rest-", "note-");
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    int added =
        jdbc.update(
            "INSERT INTO bot.notes VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            id,
            key.channel(),
            key.chatId(),
            text,
            author,
            Timestamp.from(now));
    if (added > 0) {
      notifier.chat(key);
    }
    return new Note(id, text, author, now);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String chat, @PathVariable String id, @AuthenticationPrincipal Jwt token) {
    ChatKey key = ChatPath.read(chat);
    Requester requester = Requester.of(token);
    List<String> author =
        jdbc.queryForList(
            "SELECT author FROM bot.notes WHERE id = ? AND channel = ? AND chat_id = ?",
            String.class,
            id,
            key.channel(),
            key.chatId());
    if (author.isEmpty()) {
      throw new ChatActionController.NotFound("There is no such note in this chat.");
    }
    if (!requester.isAdmin() && !author.getFirst().equals(requester.name())) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only " + author.getFirst() + " or an admin takes this note away.");
    }
    jdbc.update("DELETE FROM bot.notes WHERE id = ?", id);
    notifier.chat(key);
  }

  private static Note read(ResultSet row, int index) throws SQLException {
    return new Note(
        row.getString("id"),
        row.getString("words"),
        row.getString("author"),
        row.getTimestamp("noted_at").toInstant());
  }
}
