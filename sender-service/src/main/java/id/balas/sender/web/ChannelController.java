package id.balas.sender.web;

import id.balas.sender.channel.Channel;
import id.balas.sender.channel.Channels;
import id.balas.sender.channel.TestMessages;
import id.balas.sender.pacing.ChannelStatuses;
import id.balas.sender.pacing.ChannelStatuses.ChannelStatus;
import id.balas.sender.pacing.ChannelStatuses.Interruption;
import id.balas.sender.pacing.Pauses;
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
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Channels for admins: status, pause, resume, test message. Agents see which ones are interrupted.
/// Each action is performed once per `Idempotency-Key` and recorded. SecurityConfiguration requires
/// the role.
@RestController
@RequestMapping("/channels")
@Tag(name = "Channels", description = "WhatsApp numbers: status, pause and test (admins)")
class ChannelController {

  private static final JsonMapper JSON = new JsonMapper();

  record PauseRequest(
      @Schema(description = "The reason, recorded with the action", example = "wrong prices")
          @NotNull
          @PlainText(max = 500)
          String note) {}

  record ResumeRequest(
      @Schema(description = "The reason, recorded with the action", example = "prices corrected")
          @PlainText(max = 500)
          @Nullable String note) {}

  record TestMessageRequest(
      @Schema(
              description = "Phone number with its country, or a chat id",
              example = "6281112223334")
          @NotNull
          @Pattern(
              regexp = "\\s*[\\d-]{9,31}(@[\\w.]{1,30})?\\s*",
              message =
                  "must be a number of 9 or more digits with its country, such as 6281112223334")
          String to,
      @Schema(example = "Test") @NotNull @PlainText(max = 4096) String text) {}

  private final Channels channels;
  private final Pauses pauses;
  private final ChannelStatuses statuses;
  private final TestMessages testMessages;
  private final IdempotentActions actions;

  ChannelController(
      Channels channels,
      Pauses pauses,
      ChannelStatuses statuses,
      TestMessages testMessages,
      IdempotentActions actions) {
    this.channels = channels;
    this.pauses = pauses;
    this.statuses = statuses;
    this.testMessages = testMessages;
    this.actions = actions;
  }

  @Operation(
      summary = "List the channels",
      description = "With the state of each, its reason, and the use of its budgets.")
  @GetMapping
  List<ChannelStatus> channels() {
    return channels.all().stream().map(statuses::of).toList();
  }

  @Operation(
      summary = "List the channels that send nothing now",
      description =
          "For agents, too. `DOWN`: not linked to WhatsApp. `PAUSED`: by an admin. Messages wait. As this instance sees it.")
  @GetMapping("/interrupted")
  List<Interruption> interrupted() {
    return channels.all().stream().map(statuses::interruption).filter(Objects::nonNull).toList();
  }

  @Operation(
      summary = "Pause a channel",
      description = "Nothing is sent until it is resumed. All instances pause within two seconds.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No such channel")
  @ApiResponse(responseCode = "409", description = "The request of this key has not ended")
  @ApiResponse(responseCode = "422", description = "The key was used for another request")
  @PostMapping("/{name}/pause")
  ChannelStatus pause(
      @Parameter(description = "Name of the channel", example = "default") @PathVariable
          String name,
      @RequestBody @Valid PauseRequest body,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token) {
    Channel channel = named(name);
    String note = body.note().strip();
    var request = request(key, "pause", name, note, token);
    actions.once(
        request,
        () -> {
          pauses.pause(name, note, request.issuedBy());
          return "paused: " + note;
        });
    return statuses.of(channel);
  }

  @Operation(summary = "Resume a channel", description = "Ends the pause; a note is optional.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No such channel")
  @ApiResponse(responseCode = "409", description = "The request of this key has not ended")
  @ApiResponse(responseCode = "422", description = "The key was used for another request")
  @PostMapping("/{name}/resume")
  ChannelStatus resume(
      @Parameter(description = "Name of the channel", example = "default") @PathVariable
          String name,
      @RequestBody(required = false) @Valid @Nullable ResumeRequest body,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token) {
    Channel channel = named(name);
    String note = body == null || body.note() == null ? "" : body.note().strip();
    var request = request(key, "resume", name, note, token);
    actions.once(
        request,
        () -> {
          pauses.resume(name, note, request.issuedBy());
          return "resumed: " + note;
        });
    return statuses.of(channel);
  }

  @Operation(
      summary = "Send a test message",
      description =
          "Calls the provider at once, despite pauses, quiet hours, budgets and failures.")
  @ApiResponse(responseCode = "200", description = "OK")
  @ApiResponse(responseCode = "404", description = "No such channel")
  @ApiResponse(responseCode = "409", description = "The request of this key has not ended")
  @ApiResponse(responseCode = "422", description = "The key was used for another request")
  @PostMapping("/{name}/test-message")
  TestMessages.Answer testMessage(
      @Parameter(description = "Name of the channel", example = "default") @PathVariable
          String name,
      @RequestBody @Valid TestMessageRequest body,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable IdempotencyKey key,
      @AuthenticationPrincipal Jwt token) {
    Channel channel = named(name);
    String to = body.to().strip();
    String text = body.text().strip();
    String answer =
        actions.once(
            request(key, "test-message", name + "/" + to, text, token),
            () -> JSON.writeValueAsString(testMessages.send(channel, to, text)));
    return JSON.readValue(answer, TestMessages.Answer.class);
  }

  private Channel named(String name) {
    Channel channel = channels.named(name);
    if (channel == null) {
      List<String> names = channels.all().stream().map(Channel::name).toList();
      throw ProblemException.notFound(
          "There is no such channel. The channels are " + String.join(", ", names) + ".");
    }
    return channel;
  }

  private static IdempotentActions.Request request(
      @Nullable IdempotencyKey key, String act, String subject, @Nullable Object body, Jwt token) {
    return IdempotentActions.Request.of(
        IdempotencyKey.orRandom(key), act, subject, Requester.of(token), body);
  }
}
