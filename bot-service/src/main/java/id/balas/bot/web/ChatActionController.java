package id.balas.bot.web;

import id.balas.bot.history.queries.BadRequest;
import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.notes.Labels;
import id.balas.bot.notes.ReadMarks;
import id.balas.bot.web.ChatCommands.Outcome;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.Assign;
import id.balas.events.ChatCommand.MarkRead;
import id.balas.events.ChatCommand.Pause;
import id.balas.events.ChatCommand.Reply;
import id.balas.events.ChatCommand.Resume;
import id.balas.events.ChatCommand.Unassign;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Actions of agents and admins on a chat. Each action is a command in Kafka. Returns 200 if it was
/// carried out, 409 with the reason if it was refused, and 202 if it was not decided within two
/// seconds.
@RestController
class ChatActionController {

  private static final String KEY = "Idempotency-Key";
  private static final Pattern KEYS = Pattern.compile("[\\w.:-]{1,100}");
  private static final Pattern COMMAND = Pattern.compile("([\\w.-]{1,64}):([\\w.:-]{1,200})");
  private static final int LONGEST_LABEL = 40;
  private static final int MOST_LABELS = 20;

  private final ChatCommands commands;
  private final Labels labels;
  private final ReadMarks readMarks;
  private final Clock clock;

  ChatActionController(ChatCommands commands, Labels labels, ReadMarks readMarks, Clock clock) {
    this.commands = commands;
    this.labels = labels;
    this.readMarks = readMarks;
    this.clock = clock;
  }

  /// Sends one message per idempotency key: a retry must use the same key.
  @PostMapping("/chats/{id}/messages")
  ResponseEntity<Outcome> reply(
      @PathVariable String id,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request)
      throws IOException {
    ChatKey chat = ChatPath.read(id);
    if (key == null) {
      throw new BadRequest(KEY, "is missing: send a fresh UUID, and the same one again to repeat.");
    }
    Body body = Body.read(request.getInputStream(), Set.of("text", "media", "quotedId"));
    Content content = Replies.read(body);
    Requester requester = Requester.of(token);
    return answer(
        new Reply(
            commandId(requester, key),
            chat.channel(),
            chat.chatId(),
            requester.issuer(),
            clock.instant(),
            content,
            body.text("quotedId", 200)));
  }

  /// Fields: `mode`, with an optional `assignee` (default for `AGENT`: the caller); `assignee`
  /// alone, where null unassigns the chat; and `labels`, which replace the existing ones.
  @PatchMapping("/chats/{id}")
  ResponseEntity<Outcome> change(
      @PathVariable String id,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request)
      throws IOException {
    ChatKey chat = ChatPath.read(id);
    Body body = Body.read(request.getInputStream(), Set.of("mode", "assignee", "labels"));
    Requester requester = Requester.of(token);
    ChatCommand command = command(chat, body, commandId(requester, key), requester);
    Collection<String> names = body.texts("labels", MOST_LABELS, LONGEST_LABEL);
    if (command == null && names == null) {
      throw new BadRequest("body", "changes nothing: give mode, assignee or labels.");
    }
    if (names != null) {
      labels.set(chat, names);
    }
    return command == null
        ? ResponseEntity.ok(new Outcome(chat.channel() + ":", ChatCommands.State.DONE, "labels"))
        : answer(command);
  }

  private @Nullable ChatCommand command(
      ChatKey chat, Body body, String commandId, Requester requester) {
    Mode mode = body.has("mode") ? body.choice("mode", Mode.class) : null;
    String assignee = body.text("assignee", 100);
    if (mode != Mode.AGENT && mode != null && assignee != null) {
      throw new BadRequest("assignee", "goes with mode AGENT alone.");
    }
    if (mode == Mode.AGENT || assignee != null) {
      return new Assign(
          commandId,
          chat.channel(),
          chat.chatId(),
          requester.issuer(),
          clock.instant(),
          assignee == null ? requester.name() : assignee);
    }
    if (mode == Mode.PAUSE) {
      return new Pause(
          commandId, chat.channel(), chat.chatId(), requester.issuer(), clock.instant());
    }
    if (mode == Mode.BOT) {
      return new Resume(
          commandId, chat.channel(), chat.chatId(), requester.issuer(), clock.instant());
    }
    return body.isNull("assignee")
        ? new Unassign(
            commandId, chat.channel(), chat.chatId(), requester.issuer(), clock.instant())
        : null;
  }

  /// Marks the chat as read up to the message `upTo`, or up to the customer's latest message.
  @PostMapping("/chats/{id}/read")
  ResponseEntity<Outcome> read(
      @PathVariable String id,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @AuthenticationPrincipal Jwt token,
      HttpServletRequest request)
      throws IOException {
    ChatKey chat = ChatPath.read(id);
    String upTo =
        request.getContentLengthLong() == 0 || request.getContentType() == null
            ? null
            : Body.read(request.getInputStream(), Set.of("upTo")).text("upTo", 200);
    Requester requester = Requester.of(token);
    String message =
        readMarks
            .set(chat, upTo, requester.name())
            .orElseThrow(() ->
                new NotFound(
                    upTo == null
                        ? "No customer has written in this chat."
                        : "This chat has no message " + upTo + "."));
    return answer(
        new MarkRead(
            commandId(requester, key),
            chat.channel(),
            chat.chatId(),
            requester.issuer(),
            clock.instant(),
            message));
  }

  /// Returns the outcome of a command; `PENDING` also for an unknown command.
  @GetMapping("/commands/{id}")
  Outcome command(@PathVariable String id) {
    var parts = COMMAND.matcher(id);
    if (!parts.matches()) {
      throw new BadRequest("id", "is no command of ours: take `commandId` as it was answered.");
    }
    return commands
        .find(parts.group(1), parts.group(2))
        .orElseGet(() -> new Outcome(id, ChatCommands.State.PENDING, null));
  }

  private ResponseEntity<Outcome> answer(ChatCommand command) {
    Outcome outcome = commands.execute(command);
    return switch (outcome.state()) {
      case DONE -> ResponseEntity.ok(outcome);
      case PENDING ->
          ResponseEntity.accepted()
              .location(URI.create("/commands/" + outcome.commandId()))
              .body(outcome);
      case REFUSED -> throw new RefusedByRule(outcome);
    };
  }

  private static String commandId(Requester requester, @Nullable String key) {
    if (key != null && !KEYS.matcher(key).matches()) {
      throw new BadRequest(KEY, "is not 1 to 100 letters, digits and . _ : -.");
    }
    return ChatCommands.id(requester.name(), key == null ? UUID.randomUUID().toString() : key);
  }

  /// 404 with a message.
  static final class NotFound extends ErrorResponseException {
    NotFound(String sentence) {
      super(
          HttpStatus.NOT_FOUND,
          ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, sentence),
          null);
    }
  }

  /// 409 with the rule that refused the command.
  static final class RefusedByRule extends ErrorResponseException {
    RefusedByRule(Outcome outcome) {
      super(HttpStatus.CONFLICT, problem(outcome), null);
    }

    private static ProblemDetail problem(Outcome outcome) {
      String rule = String.valueOf(outcome.rule());
      ProblemDetail problem =
          ProblemDetail.forStatusAndDetail(
              HttpStatus.CONFLICT, Character.toUpperCase(rule.charAt(0)) + rule.substring(1) + ".");
      problem.setProperty("commandId", outcome.commandId());
      return problem;
    }
  }
}
