package id.balas.bot.inbox.web;

import id.balas.bot.notes.Mentions;
import id.balas.bot.web.Requester;
import id.balas.service.web.Cursor;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The notes that mention the caller.
@RestController
@RequestMapping("/mentions")
@Tag(name = "Notes", description = "Internal notes about a chat; customers never see them")
class MentionController {

  record MentionParameters(
      @Parameter(description = "True: only those that you have not seen", example = "true")
          @Nullable Boolean unseen,
      @Parameter(description = "`next` of the previous page", example = "MTc2Mzg4NDgwMDAwMDAwMCxh")
          @Nullable Cursor after,
      @Parameter(description = "Mentions of a page, 50 if omitted", example = "50")
          @Range(min = 1, max = 200, message = "must be between 1 and 200")
          @Nullable Integer limit) {}

  private final Mentions mentions;

  MentionController(Mentions mentions) {
    this.mentions = mentions;
  }

  @Operation(
      summary = "List the notes that mention you",
      description = "Newest first. A note mentions a user as `@username`.")
  @GetMapping
  Mentions.Page all(
      @ParameterObject @ModelAttribute @Valid MentionParameters parameters,
      @AuthenticationPrincipal Jwt token) {
    return mentions.of(
        Requester.of(token).name(),
        Boolean.TRUE.equals(parameters.unseen()),
        parameters.after(),
        parameters.limit() == null ? ChatListParameters.USUAL_LIMIT : parameters.limit());
  }

  @Operation(summary = "Mark a mention as seen")
  @ApiResponse(responseCode = "204", description = "Done")
  @ApiResponse(responseCode = "404", description = "No such note mentions you")
  @PostMapping("/{id}/seen")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void seen(
      @Parameter(description = "Id of the note", example = "note-5f0c2b9a") @PathVariable String id,
      @AuthenticationPrincipal Jwt token) {
    String user = Requester.of(token).name();
    if (mentions.find(user, id).isEmpty()) {
      throw ProblemException.notFound("No such note mentions you.");
    }
    mentions.seen(user, id);
  }
}
