package id.balas.bot.reports.web;

import id.balas.bot.reports.Part;
import id.balas.bot.reports.Reports;
import id.balas.bot.reports.Reports.Row;
import id.balas.bot.reports.web.ReportView.By;
import id.balas.bot.reports.web.ReportView.Line;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Reports for admins: the figures of a period by day, team, agent, channel or label.
@RestController
@Tag(name = "Reports", description = "Conversations, times and missed targets (admins)")
class ReportController {

  private static final int MOST_DAYS = 1100;
  // Other years are typing errors or do not fit into the database.
  private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);
  private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);
  private static final String SPREADSHEET =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  enum Format {
    JSON,
    CSV,
    XLSX
  }

  record ReportParameters(
      @Parameter(description = "The first day", example = "2026-11-01")
          @NotNull(message = "is missing. Give a date such as 2026-11-01")
          @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          LocalDate from,
      @Parameter(description = "The last day", example = "2026-11-30")
          @NotNull(message = "is missing. Give a date such as 2026-11-30")
          @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          LocalDate to,
      @Parameter(description = "What a row is about, DAY if omitted", example = "team")
          @Nullable By by,
      @Parameter(description = "JSON if omitted", example = "csv") @Nullable Format format) {

    By byOrDay() {
      return by == null ? By.DAY : by;
    }
  }

  private final Reports reports;
  private final JsonMapper json;

  ReportController(Reports reports, JsonMapper json) {
    this.reports = reports;
    this.json = json;
  }

  @Operation(
      summary = "Read a report",
      description =
          "A conversation, a wait, a missed target and a failure count on the day of their end, in the time zone of their team; the latter two in that of the channel's team. A figure is up to two minutes old.")
  @ApiResponse(
      responseCode = "200",
      description = "The report",
      content = {
        @Content(
            mediaType = "application/json",
            schema = @Schema(implementation = ReportView.class)),
        @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
        @Content(mediaType = SPREADSHEET, schema = @Schema(type = "string", format = "binary"))
      })
  @GetMapping("/reports")
  void report(
      @ParameterObject @ModelAttribute @Valid ReportParameters parameters,
      HttpServletResponse response)
      throws IOException {
    ReportView report = report(parameters);
    Format format = parameters.format() == null ? Format.JSON : parameters.format();
    switch (format) {
      case JSON -> response.setContentType("application/json");
      case CSV -> nameFile(response, "text/csv;charset=UTF-8", "report.csv");
      case XLSX -> nameFile(response, SPREADSHEET, "report.xlsx");
    }
    OutputStream out = response.getOutputStream();
    switch (format) {
      case JSON -> out.write(json.writeValueAsBytes(report));
      case CSV -> ReportTable.writeCsv(report, out);
      case XLSX -> ReportTable.writeSpreadsheet(report, out);
    }
  }

  private ReportView report(ReportParameters parameters) {
    LocalDate from = parameters.from();
    LocalDate to = parameters.to();
    requireInRange("from", from);
    requireInRange("to", to);
    if (from.isAfter(to)) {
      throw ProblemException.invalid("from", "must not be after \"to\".");
    }
    if (from.plusDays(MOST_DAYS).isBefore(to)) {
      throw ProblemException.invalid(
          "to", "must be at most " + MOST_DAYS + " days after \"from\".");
    }
    By by = parameters.byOrDay();
    List<Row> rows = reports.read(part(by), by == By.DAY, from, to);
    List<Row> total = reports.read(Part.ALL, false, from, to);
    return new ReportView(
        from,
        to,
        by,
        rows.stream().map(Line::of).toList(),
        total.isEmpty() ? null : Line.of(total.getFirst()));
  }

  private static void requireInRange(String name, LocalDate day) {
    if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
      throw ProblemException.invalid(name, "must be between " + EARLIEST + " and " + LATEST + ".");
    }
  }

  private static Part part(By by) {
    return switch (by) {
      case DAY -> Part.ALL;
      case TEAM -> Part.TEAM;
      case AGENT -> Part.AGENT;
      case CHANNEL -> Part.CHANNEL;
      case LABEL -> Part.LABEL;
    };
  }

  private static void nameFile(HttpServletResponse response, String type, String name) {
    response.setContentType(type);
    response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }
}
