package id.balas.bot.reports.web;

import id.balas.bot.reports.Measure;
import id.balas.bot.reports.Reports.Percentiles;
import id.balas.bot.reports.Reports.Row;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A report in responses.
@Schema(
    example =
        """
        {"from":"2026-11-01","to":"2026-11-30","by":"TEAM","rows":[{"name":"Orders","conversations":412,"messages":3810,\
        "endedByBot":0.58,"waits":201,"misses":12,"failures":3,"rating":{"count":96,"mean":4.61},\
        "firstAnswer":{"count":398,"p50":2,"p90":41},"firstWait":{"count":170,"p50":95,"p90":610},\
        "nextWait":{"count":88,"p50":70,"p90":480},"resolution":{"count":165,"p50":900,"p90":7200}}],"total":null}\
        """)
record ReportView(LocalDate from, LocalDate to, By by, List<Line> rows, @Nullable Line total) {

  /// What a row is about.
  enum By {
    DAY,
    TEAM,
    AGENT,
    CHANNEL,
    LABEL
  }

  /// `name` is a date, a team, an agent, a channel or a label; empty if a chat has no team.
  /// `endedByBot` is the share of conversations in which no person wrote.
  record Line(
      @Schema(example = "Orders") String name,
      @Schema(description = "Conversations that ended", example = "412") long conversations,
      @Schema(description = "Messages in them", example = "3810") long messages,
      @Schema(description = "From 0 to 1, null without conversations", example = "0.58")
          @Nullable Double endedByBot,
      @Schema(description = "Waits that ended", example = "201") long waits,
      @Schema(description = "Missed targets", example = "12") long misses,
      @Schema(description = "Answers that did not reach the customer", example = "3") long failures,
      @Nullable Rated rating,
      @Nullable Time firstAnswer,
      @Nullable Time firstWait,
      @Nullable Time nextWait,
      @Nullable Time resolution) {

    static Line of(Row row) {
      return new Line(
          row.name(),
          row.conversations(),
          row.messages(),
          row.conversations() == 0
              ? null
              : Math.round(1000.0 * row.endedByBot() / row.conversations()) / 1000.0,
          row.waits(),
          row.misses(),
          row.failures(),
          Rated.of(row),
          Time.of(row.times(), Measure.FIRST_ANSWER),
          Time.of(row.times(), Measure.FIRST_WAIT),
          Time.of(row.times(), Measure.NEXT_WAIT),
          Time.of(row.times(), Measure.RESOLUTION));
    }
  }

  /// What customers thought of these conversations, from 1 to 5. Null without ratings.
  record Rated(
      @Schema(description = "How many ratings there are", example = "96") long count,
      @Schema(description = "Their mean", example = "4.61") double mean) {

    static @Nullable Rated of(Row row) {
      return row.ratings() == 0
          ? null
          : new Rated(row.ratings(), Math.round(100.0 * row.stars() / row.ratings()) / 100.0);
    }
  }

  /// Percentiles in seconds.
  record Time(
      @Schema(description = "How many times there are", example = "398") long count,
      @Schema(description = "Seconds that half of them do not exceed", example = "2") int p50,
      @Schema(description = "Seconds that 90 % of them do not exceed", example = "41") int p90) {

    static @Nullable Time of(Map<Measure, Percentiles> times, Measure measure) {
      Percentiles found = times.get(measure);
      return found == null ? null : new Time(found.number(), found.p50(), found.p90());
    }
  }
}
