package id.balas.bot.web;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;

import id.balas.bot.notes.Notes;
import id.balas.bot.web.Actions.Action;
import id.balas.events.value.ChatKey;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Internal notes about a chat. Only the author or an admin may delete a note.
@RestController
@RequestMapping("/chats/{chat}/notes")
@Tag(name = "Notes", description = "Internal notes about a chat; customers never see them")
class NoteController {

  record NoteRequest(
      @Schema(example = "Prefers to be called in the morning") @NotNull @PlainText(max = 4_000)
          String text) {}

  @Schema(name = "NoteList")
  record All(List<Notes.Note> notes) {}

  private final Notes notes;
  private final Actions actions;
  private final Clock clock;

  NoteController(Notes notes, Actions actions, Clock clock) {
    this.notes = notes;
    this.actions = actions;
    this.clock = clock;
  }

  @Operation(summary = "List the notes of a chat", description = "Newest first.")
  @GetMapping
  All all(@Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey chat) {
    return new All(notes.all(chat));
  }

  @Operation(summary = "Add a note")
  @ApiResponse(responseCode = "201", description = "Added")
  @ApiResponse(responseCode = "422", description = "The key was used for another request")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Notes.Note add(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey chat,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid NoteRequest body) {
    String author = Requester.of(token).name();
    IdempotencyKey ownKey = IdempotencyKey.orRandom(key);
    String text = body.text().strip();
    actions.begin(new Action(author, ownKey, "note", chat, null, null), text);
    var note =
        new Notes.Note(
            "note-" + ChatCommands.uuid(author, ownKey),
            text,
            author,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    notes.add(chat, note);
    return note;
  }

  @Operation(summary = "Delete a note", description = "Its author or an admin may delete it.")
  @ApiResponse(responseCode = "204", description = "Deleted")
  @ApiResponse(responseCode = "404", description = "The chat has no such note")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey chat,
      @Parameter(description = "Id of the note", example = "note-5f0c2b9a") @PathVariable String id,
      @AuthenticationPrincipal Jwt token) {
    Requester requester = Requester.of(token);
    String author =
        notes
            .author(chat, id)
            .orElseThrow(() -> ProblemException.notFound("This chat has no such note."));
    if (!requester.isAdmin() && !author.equals(requester.name())) {
      throw ProblemException.forbidden("Only " + author + " or an admin may delete this note.");
    }
    notes.delete(chat, id);
  }
}
