package id.balas.bot.answers;

import id.balas.bot.answers.Hours.Holiday;
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

/// When people are at the desk, read by everybody there and written by admins, all of it at once.
@RestController
@RequestMapping("/hours")
class HoursController {

  private static final Duration AWAY_EVERY = Duration.ofHours(8);

  private final OpeningHours stored;
  private final AnswerShelf shelf;
  private final Clock clock;

  HoursController(OpeningHours stored, AnswerShelf shelf, Clock clock) {
    this.stored = stored;
    this.shelf = shelf;
    this.clock = clock;
  }

  /// No spans in `week`: people are always here. A holiday without times is closed. `awayEvery` is
  /// 8 hours if left out.
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

  /// `nextOpening` is on the desk's clock.
  record HoursView(
      String timeZone,
      List<Span> week,
      List<Holiday> holidays,
      Duration awayEvery,
      boolean openNow,
      @Nullable LocalDateTime nextOpening) {}

  @GetMapping
  HoursView hours() {
    Hours hours = stored.present();
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
    stored.become(body.hours(), Callers.name(caller));
    shelf.renewed();
    return hours();
  }
}
