package id.balas.auth.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// One endpoint of a service behind the front door, and who may call it. `act` is what the audit
/// calls it; what only reads, or changes nothing that anybody would ask about, has none.
public record Route(
    HttpMethod method,
    PathPattern path,
    Backend service,
    Who who,
    Weight weight,
    @Nullable String act) {

  /// How large a body may be, and how long the service may take to begin its answer:
  /// docs/front-door.md.
  public enum Weight {
    USUAL(1),
    /// Asks the provider, or much of the database.
    SLOW(1),
    /// Takes a file of up to 100 MB in, as a form.
    FILE(101);

    private final int megabytes;

    Weight(int megabytes) {
      this.megabytes = megabytes;
    }

    public int megabytes() {
      return megabytes;
    }

    public long bytes() {
      return megabytes * 1024L * 1024;
    }
  }

  static Route on(HttpMethod method, String path, Backend service, Who who) {
    PathPattern pattern = PathPatternParser.defaultInstance.parse(path);
    return new Route(method, pattern, service, who, Weight.USUAL, null);
  }

  public Route weight(Weight other) {
    return new Route(method, path, service, who, other, act);
  }

  Route audited(String other) {
    return new Route(method, path, service, who, weight, other);
  }

  boolean fits(String otherMethod, PathContainer otherPath) {
    return method.name().equals(otherMethod) && path.matches(otherPath);
  }

  /// The first variable of the path, such as the chat's id.
  public Optional<String> first(String rawPath) {
    var matched = path.matchAndExtract(PathContainer.parsePath(rawPath));
    return matched == null
        ? Optional.empty()
        : matched.getUriVariables().values().stream().findFirst();
  }

  /// Whether an OpenAPI document means this route by `get` and `/chats/{id}`.
  boolean isOf(String operation, String template) {
    return method.name().equalsIgnoreCase(operation)
        && path.getPatternString()
            .replaceAll("\\{[^}]*}", "{}")
            .equals(template.replaceAll("\\{[^}]*}", "{}"));
  }
}
