package id.balas.bot.live;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;

import id.balas.bot.live.Presence.Activity;
import id.balas.bot.live.Presence.InChat;
import id.balas.bot.web.Requester;
import id.balas.events.value.ChatKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Pages report here that their user looks at a chat or types in it. Others see it in the stream.
@RestController
@RequestMapping("/chats/{id}/presence")
@Tag(name = "Live updates", description = "A stream of changed chats")
class PresenceController {

  @Schema(example = "{\"activity\":\"TYPING\"}")
  record PresenceBody(@NotNull Activity activity) {}

  private final Presence presence;

  PresenceController(Presence presence) {
    this.presence = presence;
  }

  @Operation(summary = "List the users who look at a chat or type in it")
  @GetMapping
  InChat all(@Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id) {
    return InChat.of(id, presence.all());
  }

  @Operation(
      summary = "Report that you look at a chat or type in it",
      description =
          "LOOKING is valid for 45 s: repeat it every 20 s while the chat is open. TYPING is valid for 8 s, then it is"
              + " LOOKING.")
  @ApiResponse(responseCode = "204", description = "Reported")
  @PutMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void renew(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid PresenceBody body) {
    presence.renew(id, Requester.of(token).name(), body.activity());
  }

  @Operation(summary = "Report that you left a chat")
  @ApiResponse(responseCode = "204", description = "Reported")
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void leave(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @AuthenticationPrincipal Jwt token) {
    presence.leave(id, Requester.of(token).name());
  }
}
