package id.balas.bot.contacts;

import id.balas.service.text.CsvLine;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a CSV file row by row: commas or semicolons, quotes, any line ends, and a byte order mark.
final class CsvReader {

  private static final int LONGEST_CELL = 10_000;
  private static final int MOST_CELLS = 200;

  private final PushbackReader in;
  private char separator = ',';
  private int line;
  private int nextLine = 1;

  CsvReader(Reader in) {
    this.in = new PushbackReader(in, 1);
  }

  /// The column names. The separator is the first comma, semicolon or tab after them.
  List<String> header() throws IOException {
    int first = in.read();
    if (first >= 0 && first != CsvLine.BYTE_ORDER_MARK.charAt(0)) {
      in.unread(first);
    }
    StringBuilder text = new StringBuilder();
    line = nextLine;
    int next = in.read();
    while (next >= 0 && next != '\n' && text.length() < LONGEST_CELL) {
      text.append((char) next);
      next = in.read();
    }
    nextLine++;
    String names = text.toString().strip();
    separator =
        names.indexOf(';') >= 0 && names.indexOf(',') < 0
            ? ';'
            : names.indexOf('\t') >= 0 && names.indexOf(',') < 0 ? '\t' : ',';
    List<String> cells = new ArrayList<>();
    for (String name : names.split(String.valueOf(separator), -1)) {
      cells.add(name.strip().replaceAll("^\"|\"$", ""));
    }
    return cells;
  }

  /// The number of the line on which the last row began.
  int line() {
    return line;
  }

  /// The cells of the next row; null at the end. Rows without a value are skipped. Throws
  /// [IllegalArgumentException] for a row that is too long or has an open quote.
  @Nullable List<String> next() throws IOException {
    List<String> row;
    do {
      line = nextLine;
      row = row();
    } while (row != null && row.stream().allMatch(String::isBlank));
    return row;
  }

  private @Nullable List<String> row() throws IOException {
    List<String> cells = new ArrayList<>();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    in.unread(next);
    do {
      if (cells.size() == MOST_CELLS) {
        throw new IllegalArgumentException("has more than " + MOST_CELLS + " cells");
      }
      StringBuilder cell = new StringBuilder();
      next = cell(cell);
      cells.add(CsvLine.value(cell.toString()));
    } while (next == separator);
    return cells;
  }

  // Returns what ended the cell: the separator, a line feed, or -1 at the end of the file.
  private int cell(StringBuilder cell) throws IOException {
    boolean isQuoted = false;
    int next = in.read();
    while (next >= 0) {
      if (next == '"' && (isQuoted || cell.isEmpty())) {
        int after = isQuoted ? in.read() : next;
        if (isQuoted && after == '"') {
          cell.append('"');
        } else {
          isQuoted = !isQuoted;
          if (!isQuoted) {
            next = after;
            continue;
          }
        }
      } else if (!isQuoted && (next == separator || next == '\n')) {
        nextLine += next == '\n' ? 1 : 0;
        return next;
      } else if (isQuoted || next != '\r') {
        nextLine += next == '\n' ? 1 : 0;
        cell.append((char) next);
      }
      if (cell.length() > LONGEST_CELL) {
        throw new IllegalArgumentException(
            "has a cell of more than " + LONGEST_CELL + " characters; a quote may be open");
      }
      next = in.read();
    }
    if (isQuoted) {
      throw new IllegalArgumentException("has a quote that is not closed");
    }
    return next;
  }
}
