package id.balas.bot.answers.web;

import id.balas.bot.answers.AnswerBookCache;
import id.balas.bot.answers.OpeningHours;
import id.balas.bot.answers.book.Hours;
import id.balas.bot.answers.book.Hours.Holiday;
import id.balas.bot.answers.book.Span;
import id.balas.bot.web.Requester;
import id.balas.service.web.PlainText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The opening hours. Agents and admins may read them, admins may replace them as a whole.
@RestController
@RequestMapping("/hours")
@Tag(name = "Opening hours", description = "Weekly hours and holidays")
class HoursController {

  private static final Duration AWAY_EVERY = Duration.ofHours(8);

  private final OpeningHours stored;
  private final AnswerBookCache cache;
  private final Clock clock;

  HoursController(OpeningHours stored, AnswerBookCache cache, Clock clock) {
    this.stored = stored;
    this.cache = cache;
    this.clock = clock;
  }

  /// An empty `week` means always open. A holiday without times is closed. `awayEvery` defaults to
  /// 8 hours.
  @Schema(
      example =
          "{\"timeZone\":\"Asia/Jakarta\",\"week\":[{\"day\":\"MONDAY\",\"from\":\"08:00\",\"until\":\"17:00\"}]}")
  record HoursBody(
      @Schema(description = "A name of the IANA time zone database") @NotNull @PlainText
          String timeZone,
      @Schema(description = "Weekly hours; empty means always open") @NotNull
          List<@NotNull Span> week,
      @Schema(description = "Replace the weekly hours on their dates")
          @Nullable List<@NotNull Holiday> holidays,
      @Schema(description = "How often a customer gets the away reply, PT8H if omitted")
          @Nullable Duration awayEvery) {

    Hours hours() {
      return new Hours(
          timeZone,
          week,
          holidays == null ? List.of() : holidays,
          awayEvery == null ? AWAY_EVERY : awayEvery);
    }
  }

  /// `nextOpening` is local time in `timeZone`.
  record HoursView(
      String timeZone,
      List<Span> week,
      List<Holiday> holidays,
      Duration awayEvery,
      boolean openNow,
      @Nullable LocalDateTime nextOpening) {}

  @Operation(
      summary = "Show the opening hours",
      description = "With whether it is open now, and the next opening.")
  @GetMapping
  HoursView hours() {
    Hours hours = stored.current();
    Instant now = clock.instant();
    return new HoursView(
        hours.timeZone(),
        hours.week(),
        hours.holidays(),
        hours.awayEvery(),
        hours.areOpen(now),
        hours.nextOpening(now).orElse(null));
  }

  @Operation(summary = "Replace the opening hours", description = "They apply at once (admins).")
  @PutMapping
  HoursView change(@RequestBody @Valid HoursBody body, @AuthenticationPrincipal Jwt caller) {
    stored.replace(body.hours(), Requester.of(caller).name());
    cache.reload();
    return hours();
  }
}
