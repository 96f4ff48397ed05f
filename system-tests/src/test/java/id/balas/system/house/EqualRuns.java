package id.balas.system.house;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Finds runs of [#LENGTH] lines that are written twice. White space does not count. Package,
/// imports, blank lines and lines of closing brackets alone are skipped.
final class EqualRuns {

  static final int LENGTH = 10;

  private static final Pattern SKIPPED =
      Pattern.compile("(?:(?:package|import) .*|[\\s(){}\\[\\];,]*)");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /// Equal lines at two places, each with the line number of its first line.
  record Run(MainSource first, int firstLine, MainSource second, int secondLine, int length) {

    String described() {
      return "%d lines: %s:%d and %s:%d"
          .formatted(length, first.place(), firstLine, second.place(), secondLine);
    }
  }

  private record Line(int number, String text) {}

  private record Place(int file, int index) {}

  private final List<MainSource> sources;
  private final List<List<Line>> files;

  EqualRuns(List<MainSource> sources) {
    this.sources = sources;
    this.files = sources.stream().map(EqualRuns::lines).toList();
  }

  /// Each run once, as long as it goes, with its first and one later place.
  List<Run> find() {
    List<Run> runs = new ArrayList<>();
    Map<List<String>, Place> seen = new HashMap<>();
    for (int file = 0; file < files.size(); file++) {
      int index = 0;
      while (index + LENGTH <= files.get(file).size()) {
        Place here = new Place(file, index);
        Place earlier = seen.get(window(here));
        int length = earlier == null ? 0 : commonLength(earlier, here);
        if (earlier != null && length >= LENGTH) {
          runs.add(run(earlier, here, length));
          index += length;
        } else {
          seen.putIfAbsent(window(here), here);
          index++;
        }
      }
    }
    return runs;
  }

  private List<String> window(Place place) {
    return files.get(place.file()).subList(place.index(), place.index() + LENGTH).stream()
        .map(Line::text)
        .toList();
  }

  // Stops where the first place would run into the second.
  private int commonLength(Place first, Place second) {
    List<Line> left = files.get(first.file());
    List<Line> right = files.get(second.file());
    int end = first.file() == second.file() ? second.index() : left.size();
    int length = 0;
    while (first.index() + length < end
        && second.index() + length < right.size()
        && left.get(first.index() + length)
            .text()
            .equals(right.get(second.index() + length).text())) {
      length++;
    }
    return length;
  }

  private Run run(Place first, Place second, int length) {
    return new Run(
        sources.get(first.file()),
        files.get(first.file()).get(first.index()).number(),
        sources.get(second.file()),
        files.get(second.file()).get(second.index()).number(),
        length);
  }

  private static List<Line> lines(MainSource source) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : source.lines()) {
      number++;
      if (!SKIPPED.matcher(line).matches()) {
        lines.add(new Line(number, SPACE.matcher(line.strip()).replaceAll(" ")));
      }
    }
    return lines;
  }
}
