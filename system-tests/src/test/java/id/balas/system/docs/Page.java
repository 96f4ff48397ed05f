package id.balas.system.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A Markdown page of the checkout, or another text file.
record Page(Path file, String text) {

  /// Tests run in the directory of their module.
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static Page of(String file) {
    return of(ROOT.resolve(file));
  }

  static Page of(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All files below `directory` whose names end in `suffix`, without build results.
  static List<Page> below(String directory, String suffix) {
    List<Path> files = new ArrayList<>();
    collect(ROOT.resolve(directory).normalize(), suffix, files);
    return files.stream().sorted().map(Page::of).toList();
  }

  private static void collect(Path directory, String suffix, List<Path> files) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!Files.isDirectory(entry)) {
          if (name.endsWith(suffix)) {
            files.add(entry);
          }
        } else if (!name.startsWith(".")
            && !name.equals("target")
            && !name.equals("node_modules")) {
          collect(entry, suffix, files);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String place() {
    return ROOT.relativize(file).toString();
  }

  /// The text below `## heading`.
  String section(String heading) {
    String start = "\n## " + heading + "\n";
    int from = text.indexOf(start);
    if (from < 0) {
      throw new IllegalArgumentException(place() + " has no section " + heading);
    }
    int end = text.indexOf("\n## ", from + start.length());
    return text.substring(from + start.length(), end < 0 ? text.length() : end);
  }

  /// The first groups of all matches in `text`.
  static Set<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The cells of a table's column, without its head.
  static List<String> column(String section, int column) {
    return section
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
        .skip(1)
        .map(row -> row.split("\\|", -1)[column])
        .map(String::strip)
        .toList();
  }
}
