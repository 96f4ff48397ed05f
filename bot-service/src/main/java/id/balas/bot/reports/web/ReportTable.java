package id.balas.bot.reports.web;

import id.balas.bot.reports.web.ReportView.Line;
import id.balas.bot.reports.web.ReportView.Time;
import id.balas.service.text.CsvLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/// A report as a table: a CSV file or a spreadsheet file, with one line for each row. Times are in
/// seconds.
final class ReportTable {

  private static final List<String> COLUMNS =
      Stream.concat(
              Stream.of(
                  "name",
                  "conversations",
                  "messages",
                  "ended_by_bot",
                  "waits",
                  "misses",
                  "failures",
                  "rating_count",
                  "rating_mean"),
              Stream.of("first_answer", "first_wait", "next_wait", "resolution")
                  .flatMap(time -> Stream.of(time + "_count", time + "_p50", time + "_p90")))
          .toList();

  private ReportTable() {}

  static void writeCsv(ReportView report, OutputStream out) throws IOException {
    var text = new StringBuilder(CsvLine.BYTE_ORDER_MARK).append(CsvLine.of(COLUMNS));
    for (Line line : report.rows()) {
      text.append(
          CsvLine.of(
              cells(line).stream().map(cell -> cell == null ? "" : cell.toString()).toList()));
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  // A text is stored as a text, so no cell is a formula.
  static void writeSpreadsheet(ReportView report, OutputStream out) throws IOException {
    try (var workbook = new Workbook(out, "Balas", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Report");
      for (int column = 0; column < COLUMNS.size(); column++) {
        sheet.value(0, column, COLUMNS.get(column));
      }
      int row = 1;
      for (Line line : report.rows()) {
        write(sheet, row++, cells(line));
      }
    }
  }

  private static void write(Worksheet sheet, int row, List<@Nullable Object> cells) {
    for (int column = 0; column < cells.size(); column++) {
      Object cell = cells.get(column);
      if (cell instanceof Number number) {
        sheet.value(row, column, number);
      } else if (cell != null) {
        sheet.value(row, column, cell.toString());
      }
    }
  }

  private static List<@Nullable Object> cells(Line line) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(line.name());
    cells.add(line.conversations());
    cells.add(line.messages());
    cells.add(line.endedByBot());
    cells.add(line.waits());
    cells.add(line.misses());
    cells.add(line.failures());
    cells.add(line.rating() == null ? 0L : line.rating().count());
    cells.add(line.rating() == null ? null : line.rating().mean());
    addTime(cells, line.firstAnswer());
    addTime(cells, line.firstWait());
    addTime(cells, line.nextWait());
    addTime(cells, line.resolution());
    return cells;
  }

  private static void addTime(List<@Nullable Object> cells, @Nullable Time time) {
    cells.add(time == null ? 0L : time.count());
    cells.add(time == null ? null : time.p50());
    cells.add(time == null ? null : time.p90());
  }
}
