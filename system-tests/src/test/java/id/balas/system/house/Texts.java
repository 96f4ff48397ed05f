package id.balas.system.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The English texts of the checkout: comments, literals of several words, message files, the
/// paragraphs of pages and the lines of `asyncapi.yaml`. Code and Indonesian texts are left out.
final class Texts {

  /// Consecutive lines that are read as one text. Code in it is replaced by an X.
  record Block(String file, int line, String text) {

    String place() {
      return file + ":" + line;
    }
  }

  private static final Set<String> HIDDEN_DIRECTORIES = Set.of(".github", ".ci");
  private static final Set<String> OTHERS_DIRECTORIES = Set.of("target", "node_modules");
  private static final Pattern READ =
      Pattern.compile(
          ".*\\.(?:java|md|properties|ya?ml|js|ts|tsx|css|html|sh|sql)|.*Dockerfile|\\.ci/run|\\.env\\.example");
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          ".*(?:README\\.id\\.md|_id\\.properties|/payloads/.*|/golden/.*|PlainWordsTests\\.java)");

  private static final Pattern SLASHES = Pattern.compile("(?:^|\\s)//+(?:\\s|$)(.*)");
  private static final Pattern SLASHES_IN_LITERAL = Pattern.compile("\"[^\"]*//[^\"]*\"");
  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");
  private static final Pattern SCRIPT_LITERAL =
      Pattern.compile("([\"'`])((?:(?!\\1)[^\\\\]|\\\\.)*+)\\1");
  private static final Pattern SEVERAL_WORDS = Pattern.compile("[a-z]{2,} [a-z]{2,}");
  private static final String TEXT_BLOCK = "\"\"\"";
  private static final Pattern JSON_MARKS = Pattern.compile("\"\\s*[:,}\\]]|[:,{\\[]\\s*\"");
  // Liquibase's own lines, such as `--changeset`, have no space.
  private static final Pattern SQL_COMMENT = Pattern.compile("(?:^|\\s)--\\s+(.*)");
  private static final Pattern HASH = Pattern.compile("(?:^|\\s)#+\\s(.*)");
  private static final Pattern NEW_BLOCK = Pattern.compile("\\s*(?:[-*|>#]|\\d+\\.)\\s");
  private static final Pattern CODE =
      Pattern.compile("`[^`]*`|https?://\\S+|\\{@\\w+[^}]*\\}|\\$\\{[^}]*\\}");

  private Texts() {}

  static List<Block> all(Path root) {
    List<Block> blocks = new ArrayList<>();
    for (Path file : files(root)) {
      String name = root.relativize(file).toString().replace('\\', '/');
      if (READ.matcher(name).matches() && !LEFT_OUT.matcher(name).matches()) {
        blocks.addAll(of(name, lines(file)));
      }
    }
    return blocks;
  }

  static List<Block> of(String name, List<String> lines) {
    Collector found = new Collector(name);
    if (name.endsWith(".java")) {
      readProgram(readTextBlocks(lines, found), LITERAL, found);
    } else if (name.matches(".*\\.(?:js|ts|tsx)")) {
      readProgram(lines, SCRIPT_LITERAL, found);
    } else {
      readPage(name, lines, found);
    }
    return found.blocks();
  }

  /// Returns the lines without the content of text blocks. A line that ends in a backslash is read
  /// together with the next one.
  private static List<String> readTextBlocks(List<String> lines, Collector found) {
    List<String> code = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int first = 0;
    boolean isInside = false;
    for (String line : lines) {
      if (!isInside) {
        code.add(line);
        isInside = line.endsWith(TEXT_BLOCK) && !line.strip().startsWith("//");
        continue;
      }
      int end = line.indexOf(TEXT_BLOCK);
      String content = (end < 0 ? line : line.substring(0, end)).strip();
      code.add(end < 0 ? "" : line.substring(end + TEXT_BLOCK.length()));
      first = text.isEmpty() ? code.size() : first;
      if (end < 0 && content.endsWith("\\")) {
        text.append(content, 0, content.length() - 1);
        continue;
      }
      for (String part : JSON_MARKS.split(text.append(content), -1)) {
        found.severalWords(first, part);
      }
      text.setLength(0);
      isInside = end < 0 || code.getLast().endsWith(TEXT_BLOCK);
    }
    return code;
  }

  private static void readProgram(List<String> lines, Pattern literals, Collector found) {
    int number = 0;
    for (String line : lines) {
      number++;
      Matcher comment = SLASHES.matcher(line);
      String text =
          comment.find() && !SLASHES_IN_LITERAL.matcher(line).find() ? comment.group(1) : "";
      if (line.strip().startsWith("//")) {
        found.line(number, text);
        continue;
      }
      found.end();
      found.single(number, text);
      for (Matcher literal = literals.matcher(line); literal.find(); ) {
        found.severalWords(number, literal.group(literal.groupCount()));
      }
    }
    found.end();
  }

  private static void readPage(String name, List<String> lines, Collector found) {
    boolean example = false;
    int number = 0;
    for (String line : lines) {
      number++;
      if (line.strip().startsWith("```")) {
        example = !example;
        found.end();
      } else if (name.endsWith("asyncapi.yaml")) {
        found.single(number, line);
      } else if (!example) {
        String text = textOf(name, line);
        if (text.startsWith("|")) {
          found.end();
          for (String cell : text.split("\\|", -1)) {
            found.single(number, cell);
          }
        } else {
          found.line(number, text);
        }
      }
    }
    found.end();
  }

  private static String textOf(String name, String line) {
    if (name.endsWith(".md")) {
      // A bar in code does not end the cell of a table.
      return CODE.matcher(line).replaceAll("X");
    }
    if (name.endsWith(".html")) {
      return line.replaceAll("<[^>]*>", " ");
    }
    Matcher comment = (name.endsWith(".sql") ? SQL_COMMENT : HASH).matcher(line);
    if (comment.find()) {
      return comment.group(1);
    }
    return name.endsWith(".properties") ? line.substring(line.indexOf('=') + 1) : "";
  }

  private static List<Path> files(Path root) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes at) {
              String name = directory.getFileName().toString();
              boolean isHidden = name.startsWith(".") && !HIDDEN_DIRECTORIES.contains(name);
              boolean isOther = isHidden || OTHERS_DIRECTORIES.contains(name);
              return isOther && !directory.equals(root)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(file);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.sort(null);
    return files;
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Joins the lines of a paragraph into one block.
  private static final class Collector {

    private final String file;
    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private int first;

    Collector(String file) {
      this.file = file;
    }

    List<Block> blocks() {
      return blocks;
    }

    // An empty line ends a paragraph; an item of a list, a quotation and a heading begin one.
    void line(int number, String text) {
      if (text.isBlank() || NEW_BLOCK.matcher(text).lookingAt()) {
        end();
      }
      if (!text.isBlank()) {
        first = paragraph.isEmpty() ? number : first;
        paragraph.append(text).append(' ');
      }
    }

    void end() {
      single(first, paragraph.toString());
      paragraph.setLength(0);
    }

    // A single word is a key, a name or a path.
    void severalWords(int number, String text) {
      if (SEVERAL_WORDS.matcher(text).find()) {
        single(number, text);
      }
    }

    void single(int number, String text) {
      if (!text.isBlank()) {
        blocks.add(new Block(file, number, CODE.matcher(text).replaceAll("X").strip()));
      }
    }
  }
}
