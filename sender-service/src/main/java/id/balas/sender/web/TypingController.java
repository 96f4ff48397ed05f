package id.balas.sender.web;

import id.balas.events.value.ChatKey;
import id.balas.sender.channel.TypingSignals;
import id.balas.sender.takeover.AssignedChats;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Shows the customer that a person types. Only for those who may reply: the assignee and admins.
@RestController
@Tag(name = "Typing", description = "Show \"typing…\" to a customer")
class TypingController {

  // `channel:chatId`, or a number with or without a channel.
  private static final Pattern CHAT =
      Pattern.compile("(?:([\\w.-]{1,64}):)?\\+?([\\d-]{5,31})(@[a-z.]{1,30})?");

  @Schema(example = "{\"typing\":true}")
  record TypingRequest(
      @Schema(description = "False when the person stops without sending") boolean typing) {}

  private final TypingSignals signals;
  private final AssignedChats assigned;

  TypingController(TypingSignals signals, AssignedChats assigned) {
    this.signals = signals;
    this.assigned = assigned;
  }

  @Operation(
      summary = "Show \"typing…\" to the customer",
      description =
          "For 10 seconds: repeat it every 5 to 8 seconds while the person types. Best effort: it is never retried.")
  @ApiResponse(responseCode = "204", description = "Received")
  @ApiResponse(
      responseCode = "409",
      description = "The chat is assigned to another user, or to none")
  @PutMapping("/chats/{id}/typing")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void typing(
      @Parameter(
              description = "The chat: `channel:chatId`, or the phone number alone",
              example = "default:628111222333@s.whatsapp.net")
          @PathVariable
          String id,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid TypingRequest body) {
    ChatKey chat = chat(id);
    String assignee = assigned.assignee(chat);
    boolean isAdmin = "admin".equals(token.getClaimAsString("role"));
    if (!isAdmin && !Requester.of(token).name().equals(assignee)) {
      throw ProblemException.conflict(
          assignee == null
              ? "This chat has no assignee: assign it to yourself first."
              : "This chat is assigned to " + assignee + ".");
    }
    signals.show(chat, body.typing());
  }

  private static ChatKey chat(String id) {
    Matcher parts = CHAT.matcher(id);
    if (!parts.matches()) {
      throw ProblemException.invalid(
          "id", "must be a chat such as default:628111222333@s.whatsapp.net, or a number alone.");
    }
    return new ChatKey(
        Objects.requireNonNullElse(parts.group(1), "default"),
        parts.group(2) + Objects.requireNonNullElse(parts.group(3), "@s.whatsapp.net"));
  }
}
