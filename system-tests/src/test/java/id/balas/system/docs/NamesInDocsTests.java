package id.balas.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The classes, files and headings that the pages name exist.
class NamesInDocsTests {

  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
  private static final Pattern CLASS =
      Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+)(?:\\.\\w+)?`");
  private static final Pattern FILE =
      Pattern.compile(
          "`((?:\\.github|[\\w-]+)/[\\w./-]+\\.(?:java|ya?ml|sql|md|sh|properties|js))`");

  /// Classes and words of others that look like a class of ours.
  private static final Set<String> OTHERS =
      Set.of(
          "ConnectException",
          "DataSize",
          "EnvironmentPostProcessor",
          "FailureAnalyzer",
          "FixedBackOff",
          "NaN",
          "OutOfMemoryError",
          "RetryTemplate",
          "UnresolvedAddress",
          "A256GCM");

  private final List<Page> pages = Page.below(".", ".md");

  @Test
  void linksLeadToFilesAndHeadings() {
    List<String> broken = new ArrayList<>();
    for (Page page : pages) {
      for (Matcher link = LINK.matcher(withoutExamples(page)); link.find(); ) {
        if (!link.group(1).matches("\\w+:.*") && !leadsSomewhere(page, link)) {
          broken.add(page.place() + ": " + link.group());
        }
      }
    }
    assertThat(pages).hasSizeGreaterThan(50);
    assertThat(broken).isEmpty();
  }

  @Test
  void classesExist() {
    Set<String> classes =
        Page.below(".", ".java").stream()
            .flatMap(
                it -> Page.all("\\b(?:class|record|interface|enum) (\\w+)", it.text()).stream())
            .collect(Collectors.toSet());
    assertThat(unknown(CLASS, name -> classes.contains(name) || OTHERS.contains(name))).isEmpty();
  }

  @Test
  void filesExist() {
    assertThat(unknown(FILE, name -> Files.exists(Page.ROOT.resolve(name)))).isEmpty();
  }

  @Test
  void programsOfManifestsExist() {
    List<Page> manifests = new ArrayList<>(Page.below("k8s", ".yaml"));
    manifests.add(Page.of("docker-compose.yml"));
    manifests.addAll(Page.below("common-service/src/main/resources", ".yaml"));
    List<String> sources =
        Page.below(".", ".java").stream()
            .map(Page::place)
            .map(it -> it.replace('\\', '/'))
            .toList();
    for (Page manifest : manifests) {
      assertThat(Page.all("\\b(id\\.balas\\.[a-z.]+\\.[A-Z]\\w+)", manifest.text()))
          .as(manifest.place())
          .allMatch(name ->
              sources.stream().anyMatch(it -> it.endsWith(name.replace('.', '/') + ".java")));
    }
  }

  @Test
  void boardsAndPanelsOfRunbooksExist() {
    Set<String> titles =
        Page.below("ops/grafana/dashboards", ".json").stream()
            .flatMap(board -> Page.all("\"title\": \"([^\"]+)\"", board.text()).stream())
            .collect(Collectors.toSet());
    assertThat(titles).hasSizeGreaterThan(50);
    for (Page runbook : Page.below("docs/runbooks", ".md")) {
      assertThat(titles)
          .as(runbook.place())
          .containsAll(Page.all("(?:[Bb]oard|panel) \\*([^*]+)\\*", runbook.text()));
    }
  }

  private List<String> unknown(Pattern pattern, Predicate<String> isKnown) {
    List<String> unknown = new ArrayList<>();
    for (Page page : pages) {
      Page.all(pattern.pattern(), withoutExamples(page)).stream()
          .filter(isKnown.negate())
          .forEach(name -> unknown.add(page.place() + ": " + name));
    }
    return unknown;
  }

  private static boolean leadsSomewhere(Page page, Matcher link) {
    Path directory = Objects.requireNonNull(page.file().getParent());
    Path target =
        link.group(1).isEmpty() ? page.file() : directory.resolve(link.group(1)).normalize();
    return Files.exists(target)
        && (link.group(2) == null || anchors(Page.of(target)).contains(link.group(2)));
  }

  // As GitHub derives them from headings.
  private static Set<String> anchors(Page page) {
    return Page.all("(?m)^#+ (.*)$", withoutExamples(page)).stream()
        .map(heading ->
            heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String withoutExamples(Page page) {
    return page.text().replaceAll("(?s)```.*?```", "");
  }
}
