package id.balas.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The metrics and settings that pages, boards and alerts name exist.
class OperationsInDocsTests {

  // What Micrometer and Prometheus append to a name.
  private static final Pattern SUFFIX =
      Pattern.compile(
          "_(?:total|count|sum|max|bucket|bytes|seconds(?:_(?:bucket|count|sum|max))?)$");

  // A row of docs/upgrading.md: the old name of a metric and the new one.
  private static final Pattern RENAMED =
      Pattern.compile("\\| `(balas_[a-z_]+)` \\| `(balas_[a-z_]+)` \\|");

  private static final Page UPGRADING = Page.of("docs/upgrading.md");

  private final List<Page> sources = Page.below(".", ".java");

  @Test
  void metricsExist() {
    Set<String> registered = registered();
    Set<String> unknown = new TreeSet<>();
    for (Page page : pages()) {
      Page.all("(balas_[a-z_]+[a-z])", page.text()).stream()
          // Roles of PostgreSQL.
          .filter(name -> !name.endsWith("_owner"))
          .filter(name -> !isRegistered(name, registered))
          .forEach(name -> unknown.add(page.place() + ": " + name));
    }
    assertThat(registered).hasSizeGreaterThan(50);
    assertThat(unknown).isEmpty();
  }

  @Test
  void renamedMetricsHaveOnlyTheirNewName() {
    Set<String> registered = registered();
    List<MatchResult> rows = RENAMED.matcher(UPGRADING.text()).results().toList();
    assertThat(rows)
        .isNotEmpty()
        .noneMatch(row -> isRegistered(row.group(1), registered))
        .allMatch(row -> isRegistered(row.group(2), registered));
  }

  private Set<String> registered() {
    return main()
        .flatMap(it -> Page.all("\"(balas\\.[a-z.]+)\"", it.text()).stream())
        .map(name -> name.replace('.', '_'))
        .collect(Collectors.toSet());
  }

  private static boolean isRegistered(String name, Set<String> registered) {
    return registered.contains(name) || registered.contains(SUFFIX.matcher(name).replaceFirst(""));
  }

  @Test
  void settingsExist() {
    Set<String> names =
        Stream.concat(
                Page.below(".", "application.yaml").stream()
                    .flatMap(it -> Page.all("(?m)^ +([a-z-]+):", it.text()).stream()),
                main()
                    .filter(it -> it.text().contains("@ConfigurationProperties"))
                    .flatMap(it -> Page.all("\\b([a-z]\\w+)[,)]", it.text()).stream())
                    .map(OperationsInDocsTests::kebab))
            .collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>();
    for (Page page : Page.below("docs", ".md")) {
      for (String setting : Page.all("`balas\\.([a-z.-]+[a-z])(?:: [^`]*|=[^`]*)?`", page.text())) {
        // Below texts are the keys of the message files.
        if (!setting.startsWith("bot.texts.")
            && !Stream.of(setting.split("\\.", -1)).allMatch(names::contains)) {
          unknown.add(page.place() + ": " + setting);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  private Stream<Page> main() {
    return sources.stream().filter(it -> it.place().replace('\\', '/').contains("/src/main/"));
  }

  private static List<Page> pages() {
    List<Page> pages = new ArrayList<>(Page.below("docs", ".md"));
    // The old names have a test of their own.
    pages.remove(UPGRADING);
    pages.add(new Page(UPGRADING.file(), RENAMED.matcher(UPGRADING.text()).replaceAll("`$2`")));
    for (String suffix : List.of(".yml", ".json")) {
      pages.addAll(Page.below("ops", suffix));
    }
    pages.addAll(Page.below("k8s", ".yaml"));
    return pages;
  }

  private static String kebab(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
