package id.balas.auth.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// An endpoint of a service behind the front door, and who may call it. `act` is the action in the
/// audit, null if calls are not audited.
public record Route(
    HttpMethod method,
    PathPattern path,
    Backend service,
    Who who,
    Weight weight,
    @Nullable String act) {

  /// The size limit of the body and the time limit of the response: docs/front-door.md.
  public enum Weight {
    USUAL(1),
    /// The service calls the provider or reads much of the database.
    SLOW(1),
    /// The body is a form with a file of up to 100 MB.
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

  Route weight(Weight other) {
    return new Route(method, path, service, who, other, act);
  }

  Route audited(String other) {
    return new Route(method, path, service, who, weight, other);
  }

  boolean matches(String otherMethod, PathContainer otherPath) {
    return method.name().equals(otherMethod) && path.matches(otherPath);
  }

  /// The first variable of the path, such as a chat id.
  public Optional<String> firstVariable(String rawPath) {
    var matched = path.matchAndExtract(PathContainer.parsePath(rawPath));
    return matched == null
        ? Optional.empty()
        : matched.getUriVariables().values().stream().findFirst();
  }

  /// Whether an OpenAPI operation, such as `get` and `/chats/{id}`, is this route.
  boolean isOperation(String operation, String template) {
    return method.name().equalsIgnoreCase(operation)
        && path.getPatternString()
            .replaceAll("\\{[^}]*}", "{}")
            .equals(template.replaceAll("\\{[^}]*}", "{}"));
  }
}
