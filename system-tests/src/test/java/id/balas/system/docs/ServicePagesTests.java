package id.balas.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages below `docs/services` name the topics, groups, tables, operations, ports and settings
/// that the code has, no more and no less. So does the page of the database with the tables.
class ServicePagesTests {

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "bot", "sender"})
  void pageNamesTheTopics(String service) {
    Page page = page(service);
    Set<String> named = new TreeSet<>();
    for (String heading : Set.of("Listens", "Publishes")) {
      Page.column(page.section(heading), 1)
          .forEach(cell -> named.addAll(Page.all("`([^`]+)`", cell)));
    }
    assertThat(named).isEqualTo(ServiceSources.of(service).topics());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "bot", "sender"})
  void pageNamesTheConsumerGroups(String service) {
    Set<String> named =
        Page.column(page(service).section("Listens"), 2).stream()
            .filter(cell -> !cell.equals("none"))
            .flatMap(cell -> Page.all("`([^`]+)`", cell).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(named).isNotEmpty().isEqualTo(ServiceSources.of(service).consumerGroups());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bot", "sender", "auth"})
  void pageNamesTheTablesWithTheirPackages(String service) {
    String section = page(service).section("Tables");
    var owners = new TreeMap<String, String>();
    for (String row : section.lines().filter(line -> line.startsWith("| `")).toList()) {
      String owner = Page.all("`(id\\.balas[^`]+)`", row).iterator().next();
      Page.all("`([a-z_]+)`", row.split("\\|", -1)[1]).forEach(table -> owners.put(table, owner));
    }
    ServiceSources sources = ServiceSources.of(service);
    assertThat(owners.keySet()).isEqualTo(sources.tables());
    assertThat(owners)
        .allSatisfy(
            (table, owner) -> assertThat(sources.tablesOf(owner)).as(owner).contains(table));
  }

  // Operators plan disks and the deletion of personal data by its column "retention".
  @ParameterizedTest
  @ValueSource(strings = {"bot", "sender", "auth"})
  void databasePageNamesTheTables(String service) {
    String page = Page.of("docs/database.md").text();
    assertThat(Page.all("`" + service + "\\.([a-z_]+)`", page.substring(0, page.indexOf("\n## "))))
        .isEqualTo(ServiceSources.of(service).tables());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "bot", "sender", "auth"})
  void pageNamesTheOperations(String service) {
    assertThat(Page.all("`([A-Z]+ /[^`]*)`", page(service).section("HTTP")))
        .isEqualTo(ServiceSources.of(service).operations());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "bot", "sender", "auth"})
  void pageNamesThePorts(String service) {
    assertThat(page(service).section("Run it alone"))
        .contains(
            "Application port %s, management port %s"
                .formatted(ServiceSources.of(service).ports().toArray()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "bot", "sender", "auth"})
  void pageNamesTheSettings(String service) {
    String section = page(service).section("Settings");
    ServiceSources sources = ServiceSources.of(service);
    assertThat(Page.all("`([A-Z][A-Z0-9_]+)`", section)).isEqualTo(sources.environment());
    assertThat(Page.all("`(balas\\.[^`]+)`", section)).isEqualTo(sources.settings());
    assertThat(Page.all("`([A-Z][A-Z0-9_]+)`", Page.of("docs/settings.md").text()))
        .containsAll(sources.environment());
  }

  private static Page page(String service) {
    return Page.of("docs/services/" + service + "-service.md");
  }
}
