package id.balas.service.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `NAME=value` lines as Python's dotenv does, so that an existing `.env` stays valid:
/// `export` before the name, comments after ` #`, quotes around the value. One difference: `${…}`
/// is not replaced.
public final class DotEnvFile {

  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?:export\\s+)?(?<name>[\\w.-]+)\\s*=(?<value>.*)");
  private static final Pattern QUOTED =
      Pattern.compile("\\s*(?<quote>['\"])(?<text>.*?)\\k<quote>\\s*(?:#.*)?");
  private static final Pattern COMMENT = Pattern.compile("\\s#.*");

  private DotEnvFile() {}

  /// Returns the values by name. Throws [InvalidSettingException] for an invalid file.
  public static Map<String, String> read(Path file) {
    try {
      return parse(Files.readAllLines(file), file.toString());
    } catch (IOException e) {
      throw new InvalidSettingException(
          ".env", "cannot be read", "make " + file + " a readable UTF-8 text file, or remove it");
    }
  }

  /// `where` is the file's name in the error. The line itself may be a secret and is not shown.
  static Map<String, String> parse(List<String> lines, String where) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher assignment = ASSIGNMENT.matcher(line);
      if (!assignment.matches()) {
        throw new InvalidSettingException(
            ".env",
            "has a line that is not NAME=value",
            "correct line " + (i + 1) + " of " + where);
      }
      values.put(assignment.group("name"), value(assignment.group("value")));
    }
    return values;
  }

  private static String value(String written) {
    Matcher quoted = QUOTED.matcher(written);
    if (!quoted.matches()) {
      return COMMENT.matcher(written).replaceFirst("").strip();
    }
    String text = quoted.group("text");
    return quoted.group("quote").equals("'")
        ? text
        : text.replace("\\\"", "\"").replace("\\\\", "\\");
  }
}
