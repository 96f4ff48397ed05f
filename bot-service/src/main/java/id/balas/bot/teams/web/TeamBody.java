package id.balas.bot.teams.web;

import id.balas.bot.answers.book.Hours;
import id.balas.bot.answers.book.InvalidAnswerException;
import id.balas.bot.answers.book.Span;
import id.balas.bot.teams.Targets;
import id.balas.bot.teams.Team;
import id.balas.bot.teams.Team.Assignment;
import id.balas.service.web.PlainText;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A team in requests. An omitted list is empty.
@Schema(
    example =
        "{\"name\":\"Orders\",\"assignment\":\"AUTOMATIC\",\"members\":[\"siti\",\"rudi\"],\"channels\":[\"default\"],\"targets\":{\"firstAnswer\":\"PT15M\"}}")
record TeamBody(
    @NotNull @PlainText(max = 100) String name,
    @Schema(description = "MANUAL if omitted") @Nullable Assignment assignment,
    @Schema(description = "Usernames") @Size(max = 500, message = "must have at most 500 members")
        @Nullable List<@NotNull @PlainText(max = 100) String> members,
    @Schema(description = "Channels whose new chats the team gets")
        @Size(max = 100, message = "must have at most 100 channels")
        @Nullable List<@NotNull @PlainText(max = 100) String> channels,
    @Schema(description = "The opening hours of the desk if omitted") @Valid
        @Nullable TeamHours hours,
    @Schema(description = "In working time; no targets if omitted") @Nullable Targets targets,
    @Schema(description = "Whether customers are asked for a rating after a resolve; no if omitted")
        @Nullable Boolean asksRating) {

  private static final String USUAL_ZONE = "Asia/Jakarta";

  /// As the opening hours of the desk, without the away reply.
  @Schema(
      example =
          "{\"timeZone\":\"Asia/Makassar\",\"week\":[{\"day\":\"MONDAY\",\"from\":\"08:00\",\"until\":\"17:00\"}]}")
  record TeamHours(
      @Schema(description = "Asia/Jakarta if omitted") @PlainText @Nullable String timeZone,
      @Schema(description = "Weekly hours; empty means always open") @NotNull
          List<@NotNull Span> week,
      @Schema(description = "Replace the weekly hours on their dates")
          @Nullable List<Hours.@NotNull Holiday> holidays) {

    static TeamHours of(Hours hours) {
      return new TeamHours(hours.timeZone(), hours.week(), hours.holidays());
    }

    private Hours hours() {
      String zone = Objects.requireNonNullElse(timeZone, USUAL_ZONE);
      try {
        return new Hours(
            zone,
            week,
            Objects.requireNonNullElse(holidays, List.of()),
            Hours.alwaysOpen(zone).awayEvery());
      } catch (InvalidAnswerException e) {
        throw ProblemException.invalid("hours." + e.field(), e.requirement());
      }
    }
  }

  Team team() {
    if (name.strip().matches("[0-9]+")) {
      throw ProblemException.invalid("name", "must not be a number, because teams have ids, too.");
    }
    return new Team(
        name.strip(),
        Objects.requireNonNullElse(assignment, Assignment.MANUAL),
        distinct(members),
        distinct(channels),
        hours == null ? null : hours.hours(),
        Objects.requireNonNullElse(targets, Targets.NONE),
        Boolean.TRUE.equals(asksRating));
  }

  private static List<String> distinct(@Nullable List<String> names) {
    return names == null ? List.of() : names.stream().distinct().toList();
  }
}
