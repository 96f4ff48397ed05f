package id.balas.system.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A command of a page, or a file that a later command uses. `heading` is the section. `language`
/// is `bash` for a command, otherwise that of the file. `output` is what the command must print:
/// `…` in it matches any text, and null allows everything.
record Example(String heading, String language, String code, @Nullable String output) {

  private static final Pattern PART = Pattern.compile("(?m)^## (.+)$|^```(\\w+)\\n((?s:.*?))^```$");
  private static final Pattern FILE_NAME = Pattern.compile("^(?://|#) (\\S+\\.\\w+)\\n");

  /// In the order of the page.
  static List<Example> of(Page page) {
    List<Example> examples = new ArrayList<>();
    String heading = "";
    for (Matcher part = PART.matcher(page.text()); part.find(); ) {
      if (part.group(1) != null) {
        heading = part.group(1);
      } else if (part.group(2).matches("json|text")) {
        Example command = examples.removeLast();
        examples.add(
            new Example(command.heading, command.language, command.code, part.group(3).strip()));
      } else {
        examples.add(new Example(heading, part.group(2), part.group(3), null));
      }
    }
    return examples;
  }

  boolean isCommand() {
    return language.equals("bash");
  }

  boolean needsPython() {
    return code.startsWith("python3 ");
  }

  /// The name of a file is in the comment of its first line.
  String fileName() {
    Matcher name = FILE_NAME.matcher(code);
    if (!name.find()) {
      throw new IllegalStateException("no file name in the first line of\n" + code);
    }
    return name.group(1);
  }

  boolean allows(String printed) {
    if (output == null) {
      return true;
    }
    StringBuilder pattern = new StringBuilder();
    for (String literal : output.split("…", -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(printed.strip()).matches();
  }
}
