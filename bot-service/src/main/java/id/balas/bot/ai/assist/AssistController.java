package id.balas.bot.ai.assist;

import static id.balas.bot.web.WebConfiguration.CHAT;
import static id.balas.bot.web.WebConfiguration.CHAT_EXAMPLE;

import id.balas.bot.ai.assist.Assistant.Order;
import id.balas.bot.ai.assist.Assistant.Written;
import id.balas.bot.ai.server.AiResult.Answered;
import id.balas.bot.ai.server.AiResult.Failed;
import id.balas.bot.ai.server.AiServerProperties;
import id.balas.bot.ai.server.NoAnswer;
import id.balas.bot.answers.AiReadiness;
import id.balas.bot.answers.book.Language;
import id.balas.bot.web.Requester;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// The AI's help for agents. The response is a proposal: nothing is sent to the customer.
@RestController
@Tag(name = "AI assistance", description = "Suggest, shorten, translate and summarise")
class AssistController {

  private static final Logger log = LoggerFactory.getLogger(AssistController.class);
  private static final int LONGEST_TEXT = 4096;

  @Schema(
      example =
          "{\"task\":\"translate\",\"text\":\"Your order is on its way\",\"language\":\"id\"}")
  record AssistRequest(
      @Schema(
              description =
                  "`suggest` a reply to the last messages, `shorten` or `translate` the text, `summarise` the chat for an agent",
              type = "string",
              allowableValues = {"suggest", "shorten", "translate", "summarise"})
          @NotNull
          AssistTask task,
      @Schema(
              description =
                  "The text to shorten or to translate. For a suggestion, what it must say, if given")
          @PlainText(max = LONGEST_TEXT)
          @Nullable String text,
      @Schema(
              description =
                  "Of the response: the customer's if omitted, of a summary the bot's. A shortened text keeps its language")
          @Nullable Language language) {}

  @Schema(name = "AssistText")
  record AssistText(
      @Schema(example = "Pesanan Anda sedang dalam perjalanan.") String text,
      @Schema(description = "The language that the AI was asked for") Language language,
      @Schema(
              description = "The model, and a number that changes with the prompt",
              example = "gpt-4o-mini, prompt 3f2a90c1")
          String basis) {}

  @Schema(name = "AssistAvailability")
  record Availability(
      boolean available,
      @Schema(
              description = "`switched_off`, or `budget` if the day's tokens are used up",
              example = "budget")
          @Nullable String reason) {}

  private final Assistant assistant;
  private final AssistLimit limit;
  private final AssistProblems problems;
  private final AssistMetrics metrics;
  private final AiServerProperties server;
  private final AiReadiness readiness;

  AssistController(
      Assistant assistant,
      AssistLimit limit,
      AssistProblems problems,
      AssistMetrics metrics,
      AiServerProperties server,
      AiReadiness readiness) {
    this.assistant = assistant;
    this.limit = limit;
    this.problems = problems;
    this.metrics = metrics;
    this.server = server;
    this.readiness = readiness;
  }

  @Operation(summary = "Show whether the AI can help")
  @GetMapping("/chats/assist")
  Availability availability() {
    NoAnswer why = server.isOn() ? NoAnswer.BUDGET : NoAnswer.SWITCHED_OFF;
    boolean isReady = readiness.isReady();
    return new Availability(isReady, isReady ? null : why.label());
  }

  @Operation(
      summary = "Let the AI write a text for you",
      description =
          "Sends nothing. Numbers and e-mail addresses are masked for the AI and put back into its text. The tokens count"
              + " against the bot's daily budget. `reason` says why there is no text.")
  @ApiResponse(responseCode = "200", description = "The text, which you check before you send it")
  @ApiResponse(
      responseCode = "409",
      description = "The chat has no text yet that the AI could read")
  @ApiResponse(responseCode = "429", description = "Too many calls of this user in this minute")
  @ApiResponse(responseCode = "502", description = "The AI server failed or wrote no usable text")
  @ApiResponse(
      responseCode = "503",
      description = "The AI is off, its daily tokens are used up, or it failed too often recently")
  @ApiResponse(responseCode = "504", description = "The AI took too long")
  @PostMapping("/chats/{id}/assist")
  AssistText assist(
      @Parameter(description = CHAT, example = CHAT_EXAMPLE) @PathVariable ChatKey id,
      @AuthenticationPrincipal Jwt token,
      @RequestBody @Valid AssistRequest body) {
    AssistTask task = body.task();
    if (task.rewrites() && body.text() == null) {
      throw ProblemException.invalid("text", "must be given for the task " + task.code() + ".");
    }
    if (!server.isOn()) {
      Failed off = Failed.of(NoAnswer.SWITCHED_OFF);
      metrics.count(task, off);
      throw problems.of(off);
    }
    limit
        .take(Requester.of(token).name())
        .ifPresent(wait -> {
          metrics.limited(task);
          throw ProblemException.tooManyRequests(
              "You have asked the AI too often in this minute. Wait a moment.", wait);
        });
    Written written = assistant.write(new Order(task, id, body.text(), body.language()));
    metrics.count(task, written.result());
    return switch (written.result()) {
      case Answered(String text, _) -> new AssistText(text, written.language(), written.basis());
      case Failed failed -> {
        log.info(
            "Gave an agent no text task={} chatId={} {}",
            task.code(),
            id.masked(),
            failed.described());
        throw problems.of(failed);
      }
    };
  }
}
