package id.balas.bot.replies.web;

import id.balas.bot.answers.book.Language;
import id.balas.bot.replies.FilledReplies;
import id.balas.bot.replies.FilledReplies.FilledReply;
import id.balas.bot.replies.SavedReplies;
import id.balas.bot.replies.SavedReply;
import id.balas.bot.replies.SavedReply.Stored;
import id.balas.bot.teams.Teams;
import id.balas.bot.web.ReplyRequest;
import id.balas.bot.web.Requester;
import id.balas.bot.web.WebConfiguration;
import id.balas.events.value.ChatKey;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Saved replies. Agents use those for all and those of their teams, admins manage them.
@RestController
@RequestMapping("/replies")
@Tag(name = "Saved replies", description = "Texts and files that agents send often")
class SavedReplyController {

  private static final String ID = "Id of the saved reply";

  @Schema(
      example =
          "{\"shortcut\":\"ongkir\",\"textId\":\"Halo {name}, ongkir Rp 10.000.\",\"textEn\":\"Hello {name}, shipping is Rp 10,000.\"}")
  record ReplyBody(
      @Schema(description = "Without spaces and the slash")
          @NotNull
          @Pattern(
              regexp = "[^\\s/\\x00]{1,40}",
              message = "must have 1 to 40 characters, no spaces")
          String shortcut,
      @Schema(description = "Id of the team that uses it; all if omitted", example = "3")
          @Nullable Long team,
      @Schema(description = "Text in Indonesian, with variables such as {name} and {agent}")
          @PlainText(max = 3_500)
          @Nullable String textId,
      @Schema(description = "Text in English") @PlainText(max = 3_500) @Nullable String textEn,
      @Schema(description = "A file; the text is its caption") @Valid
          ReplyRequest.@Nullable Media media) {

    private static ReplyRequest.@Nullable Media checked(ReplyRequest.@Nullable Media media) {
      if (media != null) {
        var _ = media.content();
      }
      return media;
    }

    SavedReply reply() {
      return new SavedReply(shortcut, team, textId, textEn, checked(media));
    }
  }

  record ReplyView(
      @Schema(example = "7") long id,
      @Schema(example = "ongkir") String shortcut,
      @Schema(example = "3") @Nullable Long team,
      @Nullable String textId,
      @Nullable String textEn,
      ReplyRequest.@Nullable Media media,
      @Nullable String changedBy) {

    static ReplyView of(Stored stored) {
      SavedReply reply = stored.reply();
      return new ReplyView(
          stored.id(),
          reply.shortcut(),
          reply.team(),
          reply.textId(),
          reply.textEn(),
          reply.media(),
          stored.changedBy());
    }
  }

  @Schema(name = "SavedReplyList")
  record All(List<ReplyView> replies) {}

  private final SavedReplies replies;
  private final FilledReplies filled;
  private final Teams teams;
  private final Language home;

  SavedReplyController(
      SavedReplies replies,
      FilledReplies filled,
      Teams teams,
      @Value("${balas.bot.language}") String language) {
    this.replies = replies;
    this.filled = filled;
    this.teams = teams;
    this.home = Language.ofCode(language);
  }

  @Operation(
      summary = "List saved replies",
      description = "Those for all and those of your teams, by shortcut; for admins all.")
  @GetMapping
  All all(@AuthenticationPrincipal Jwt token) {
    Requester requester = Requester.of(token);
    return new All(
        replies.visibleTo(requester.name(), requester.isAdmin()).stream()
            .map(ReplyView::of)
            .toList());
  }

  @Operation(
      summary = "Show a saved reply for a chat",
      description =
          "The message to send, with its variables filled. In the other language if it has no text in this one.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "You have no saved reply with this id")
  @GetMapping("/{id}/message")
  FilledReply message(
      @Parameter(description = ID, example = "7") @PathVariable long id,
      @Parameter(description = WebConfiguration.CHAT, example = WebConfiguration.CHAT_EXAMPLE)
          @RequestParam
          ChatKey chat,
      @Parameter(description = "The bot's language if omitted", example = "EN")
          @RequestParam(required = false)
          @Nullable Language language,
      @AuthenticationPrincipal Jwt token) {
    Requester requester = Requester.of(token);
    Stored stored =
        replies.find(id, requester.name(), requester.isAdmin()).orElseThrow(() -> unknown(id));
    return filled.message(
        stored.reply(), language == null ? home : language, chat, requester.name());
  }

  @Operation(summary = "Add a saved reply", description = "Admins only.")
  @ApiResponse(responseCode = "201", description = "Added")
  @ApiResponse(responseCode = "404", description = "No team with this id")
  @ApiResponse(responseCode = "409", description = "The shortcut is taken, or there are 1,000")
  @PostMapping
  ResponseEntity<ReplyView> add(
      @RequestBody @Valid ReplyBody body, @AuthenticationPrincipal Jwt token) {
    SavedReply reply = checked(body);
    String by = Requester.of(token).name();
    long id = withFreeShortcut(() -> replies.add(reply, by));
    return ResponseEntity.created(URI.create("/replies/" + id))
        .body(ReplyView.of(new Stored(id, reply, by)));
  }

  @Operation(summary = "Replace a saved reply", description = "Admins only.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No saved reply or team with this id")
  @ApiResponse(responseCode = "409", description = "The shortcut is taken")
  @PutMapping("/{id}")
  ReplyView change(
      @Parameter(description = ID, example = "7") @PathVariable long id,
      @RequestBody @Valid ReplyBody body,
      @AuthenticationPrincipal Jwt token) {
    SavedReply reply = checked(body);
    String by = Requester.of(token).name();
    if (!withFreeShortcut(() -> replies.change(id, reply, by))) {
      throw unknown(id);
    }
    return ReplyView.of(new Stored(id, reply, by));
  }

  @Operation(summary = "Delete a saved reply", description = "Admins only.")
  @ApiResponse(responseCode = "204", description = "Deleted")
  @ApiResponse(responseCode = "404", description = "No saved reply with this id")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@Parameter(description = ID, example = "7") @PathVariable long id) {
    if (!replies.delete(id)) {
      throw unknown(id);
    }
  }

  private SavedReply checked(ReplyBody body) {
    if (body.team() != null && teams.find(body.team()).isEmpty()) {
      throw ProblemException.notFound("There is no team " + body.team() + ".");
    }
    return body.reply();
  }

  private static <T> T withFreeShortcut(Supplier<T> write) {
    try {
      return write.get();
    } catch (DuplicateKeyException _) {
      throw ProblemException.conflict("There is a saved reply with this shortcut. Choose another.");
    }
  }

  private static ProblemException unknown(long id) {
    return ProblemException.notFound("There is no saved reply " + id + ".");
  }
}
