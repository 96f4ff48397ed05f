package id.balas.system.house;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the documentation says of the way of one message: the steps in the README, and the files of
/// `docs/message-path.md`.
final class ReadingPath {

  private static final Pattern STEP = Pattern.compile("`([A-Z]\\w*)\\.([a-z]\\w*)`");
  private static final Pattern ENTRY = Pattern.compile("(?m)^\\d+\\. \\[`([A-Z]\\w*)`\\]");

  /// A call that the README names.
  record Step(String type, String method) {}

  private final List<Step> steps;
  private final List<String> files;

  ReadingPath(Path root) {
    this.steps =
        STEP.matcher(flow(MainSource.read(root.resolve("README.md"))))
            .results()
            .map(found -> new Step(found.group(1), found.group(2)))
            .toList();
    this.files =
        ENTRY
            .matcher(MainSource.read(root.resolve("docs/message-path.md")))
            .results()
            .map(found -> found.group(1))
            .toList();
  }

  List<Step> steps() {
    return steps;
  }

  /// The classes of all steps, each once.
  List<String> drivers() {
    return steps.stream().map(Step::type).distinct().toList();
  }

  List<String> files() {
    return files;
  }

  /// The steps whose class or method does not exist.
  Stream<Step> unknownSteps(List<MainSource> sources) {
    return steps.stream()
        .filter(step ->
            sources.stream()
                .filter(source -> source.simpleName().equals(step.type()))
                .noneMatch(source -> methods(source).contains(step.method())));
  }

  // The first paragraph below the heading.
  private static String flow(String readme) {
    String heading = "## The flow, by class\n\n";
    String below = readme.substring(readme.indexOf(heading) + heading.length());
    return below.substring(0, below.indexOf("\n\n"));
  }

  private static Set<String> methods(MainSource source) {
    Set<String> names = new TreeSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
        names.add(method.getName().toString());
        return super.visitMethod(method, null);
      }
    }.scan(source.tree(), null);
    return names;
  }
}
