package id.balas.bot.answers.web;

import id.balas.bot.answers.AnswerBookCache;
import id.balas.bot.answers.OpeningHours;
import id.balas.bot.answers.book.Given;
import id.balas.bot.answers.book.Hours;
import id.balas.bot.answers.book.Hours.Holiday;
import id.balas.bot.answers.book.Span;
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
  record HoursBody(
      @Nullable String timeZone,
      @Nullable List<Span> week,
      @Nullable List<Holiday> holidays,
      @Nullable Duration awayEvery) {

    Hours hours() {
      return new Hours(
          Given.value("timeZone", timeZone),
          Given.value("week", week),
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

  @PutMapping
  HoursView change(@RequestBody HoursBody body, @AuthenticationPrincipal Jwt caller) {
    stored.replace(body.hours(), Callers.name(caller));
    cache.reload();
    return hours();
  }
}
