package id.balas.bot.answers.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.balas.bot.answers.AnswerBookCache;
import id.balas.bot.answers.book.AnswerBookSnapshot;
import id.balas.bot.decision.Chat;
import id.balas.bot.decision.Decider;
import id.balas.bot.decision.Decision;
import id.balas.bot.decision.Policy;
import id.balas.events.InboundMessage;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import id.balas.service.web.PlainText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Shows what the bot would do with a text, using the production rules. Stores and sends nothing.
@RestController
@Tag(name = "Rules")
class TryController {

  private static final ChatKey CHAT = new ChatKey("default", "6280000000000@s.whatsapp.net");
  private static final int LONGEST = 65_536;

  private final AnswerBookCache cache;
  private final Decider decider;
  private final Clock clock;

  TryController(AnswerBookCache cache, Clock clock) {
    this.cache = cache;
    this.decider = new Decider(new Policy(Set.of(), Duration.ofDays(1), Duration.ofHours(1), "62"));
    this.clock = clock;
  }

  /// `at` defaults to now, `mode` to `BOT`. `lastAway` is when the customer last got the away
  /// reply.
  @Schema(example = "{\"text\":\"When do you open?\",\"customerName\":\"Ratna\"}")
  record Attempt(
      @NotNull @PlainText(max = LONGEST) String text,
      @PlainText @Nullable String customerName,
      @Nullable Instant at,
      @Nullable Instant lastAway,
      @Nullable Mode mode) {}

  /// `action` is `ANSWER`, `AWAY`, `ASK_AI`, `HAND_OFF`, `SWITCH_MODE` or `STAY_SILENT`. `text` is
  /// what the customer would get. `open` says whether `at` is within the opening hours.
  record Result(String action, String rule, @Nullable String text, boolean open) {

    /// The former name of `action`.
    @JsonProperty("does")
    @Schema(deprecated = true, description = "Use `action`.")
    public String does() {
      return action;
    }

    /// The former name of `open`.
    @JsonProperty("openThen")
    @Schema(deprecated = true, description = "Use `open`.")
    public boolean openThen() {
      return open;
    }
  }

  @Operation(
      summary = "Try a text",
      description = "Shows what the bot would do. Stores and sends nothing.")
  @PostMapping("/rules/try")
  Result attempt(@RequestBody @Valid Attempt attempt) {
    String text = attempt.text().strip();
    Instant at = attempt.at() == null ? clock.instant() : attempt.at();
    Mode mode = attempt.mode() == null ? Mode.BOT : attempt.mode();
    var chat = Chat.withOneId(CHAT, mode, 0, null, null, attempt.lastAway(), List.of(), 0);
    var message =
        new InboundMessage(
            "try",
            CHAT.channel(),
            CHAT.chatId(),
            CHAT.chatId(),
            attempt.customerName(),
            InboundMessage.From.CUSTOMER,
            new Content.Text(text),
            null,
            at,
            at,
            false);
    AnswerBookSnapshot book = cache.get();
    return result(decider.decide(chat, message, at, book), book.hours().areOpen(at));
  }

  private static Result result(Decision decision, boolean open) {
    return switch (decision) {
      case Decision.Answer answer -> new Result("ANSWER", answer.rule(), answer.text(), open);
      case Decision.AnswerAway away -> new Result("AWAY", away.rule(), away.text(), open);
      case Decision.Ask ask -> new Result("ASK_AI", ask.rule(), null, open);
      case Decision.HandOff handOff ->
          new Result("HAND_OFF", handOff.rule(), handOff.notice(), open);
      case Decision.SwitchMode change ->
          new Result("SWITCH_MODE", change.rule(), change.notice(), open);
      case Decision.StaySilent silent -> new Result("STAY_SILENT", silent.rule(), null, open);
      default -> throw new IllegalStateException("a customer's text led to " + decision.rule());
    };
  }
}
