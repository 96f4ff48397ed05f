package id.balas.system.docs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the sources and resources of a service say about its topics, tables, operations and
/// settings.
final class ServiceSources {

  private static final Pattern TOPIC = Pattern.compile("Topics\\.([A-Z_]+)(\\s*\\+\\s*\"-dlt\")?");
  private static final Pattern MAPPING =
      Pattern.compile("@(Get|Post|Put|Patch|Delete)Mapping(\\([^)]*\\))?");
  private static final Pattern FIRST_PATHS =
      Pattern.compile("(?:path = )?(\\{[^}]*}|\"[^\"]*\").*");

  // Read once for all tests.
  private static final Map<String, ServiceSources> KNOWN = new ConcurrentHashMap<>();

  private final String service;
  private final List<Page> classes;
  private final String application;

  private ServiceSources(String service) {
    String main = service + "-service/src/main/";
    this.service = service;
    this.classes = Page.below(main + "java", ".java");
    this.application = Page.of(main + "resources/application.yaml").text();
  }

  static ServiceSources of(String service) {
    return KNOWN.computeIfAbsent(service, ServiceSources::new);
  }

  /// The topics that the service checks at its start.
  Set<String> topics() {
    Set<String> topics = new TreeSet<>();
    String list = String.join(" ", found("(?s)RequiredTopics\\.of\\((.*?)\\);"));
    for (Matcher topic = TOPIC.matcher(list); topic.find(); ) {
      String name = topic.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
      topics.add(topic.group(2) == null ? name : name + "-dlt");
    }
    return topics;
  }

  /// The ids of listeners, which are their groups, and the groups of other consumers.
  Set<String> consumerGroups() {
    return found("(?:\\bid|\\bID|\\bGROUP) = \"(" + service + "-[a-z-]+)\"");
  }

  /// The tables that the change log creates.
  Set<String> tables() {
    return Page.below(service + "-service/src/main/resources/db/changelog", ".sql").stream()
        .flatMap(it ->
            Page.all("(?m)^CREATE (?:UNLOGGED )?TABLE " + service + "\\.([a-z_]+)", it.text())
                .stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The tables that the SQL and the entities of a package, and of those below it, name.
  Set<String> tablesOf(String packageName) {
    Set<String> tables = new TreeSet<>();
    Pattern declaration = Pattern.compile("(?m)^package " + packageName + "[;.]");
    for (Page source : classes) {
      if (declaration.matcher(source.text()).find()) {
        tables.addAll(Page.all("\\b" + service + "\\.([a-z_]+)\\b", source.text()));
        tables.addAll(Page.all("@Table\\(name = \"([a-z_]+)\"", source.text()));
      }
    }
    return tables;
  }

  /// `GET /chats/{id}` for each method of a controller.
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (Page source : classes) {
      String prefix =
          Page.all("@RequestMapping\\(\"(/[^\"]*)\"\\)", source.text()).stream()
              .findFirst()
              .orElse("");
      for (Matcher mapping = MAPPING.matcher(source.text()); mapping.find(); ) {
        String method = mapping.group(1).toUpperCase(Locale.ROOT);
        paths(mapping.group(2)).forEach(path -> operations.add(method + " " + prefix + path));
      }
    }
    return operations;
  }

  /// The port of the application and that of its management.
  List<String> ports() {
    return List.of(port("server"), port("management:\n  server"));
  }

  private String port(String owner) {
    return Page.all("(?m)^" + owner + ":\n\\s+port: (\\d+)$", application).iterator().next();
  }

  /// The environment variables that `application.yaml` reads.
  Set<String> environment() {
    return Page.all("\\$\\{([A-Z][A-Z0-9_]+)[:}]", application);
  }

  /// The prefixes of the settings that this service and its libraries read.
  Set<String> settings() {
    Set<String> settings = found("@ConfigurationProperties\\(\"(balas\\.[^\"]+)\"\\)");
    // Read by the libraries.
    for (String shared : List.of("kafka", "whapi")) {
      if (application.contains("\n  " + shared + ":")) {
        settings.add("balas." + shared);
      }
    }
    return settings;
  }

  private Set<String> found(String pattern) {
    return classes.stream()
        .flatMap(it -> Page.all(pattern, it.text()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> paths(String arguments) {
    Matcher first = FIRST_PATHS.matcher(arguments == null ? "" : arguments.substring(1));
    return first.matches() ? Page.all("\"([^\"]*)\"", first.group(1)) : Set.of("");
  }
}
