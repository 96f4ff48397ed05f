package id.balas.fakewhapi.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds the handler of a call by method and path. A `{name}` in a template matches one path
/// segment. The first matching route wins, so fixed paths come before templates.
public final class Routes<T> {

  /// Handles a call for `target`. The arguments are the matched segments, in order.
  @FunctionalInterface
  public interface Handler<T> {
    Response handle(T target, Call call, List<String> arguments);
  }

  private record Route<T>(List<String> template, Handler<T> handler) {

    boolean matches(List<String> path) {
      return IntStream.range(0, path.size())
          .allMatch(i -> isArgument(i) || template.get(i).equals(path.get(i)));
    }

    List<String> arguments(List<String> path) {
      return IntStream.range(0, path.size()).filter(this::isArgument).mapToObj(path::get).toList();
    }

    private boolean isArgument(int segment) {
      return template.get(segment).startsWith("{");
    }
  }

  private final Map<String, List<Route<T>>> routes = new HashMap<>();

  public Routes<T> add(String method, String template, Handler<T> handler) {
    List<String> segments = segments(template);
    routes
        .computeIfAbsent(key(method, segments), _ -> new ArrayList<>())
        .add(new Route<>(segments, handler));
    return this;
  }

  /// Throws [ErrorResponseException] when no route matches.
  public Response handle(T target, Call call) {
    List<String> path = segments(call.path());
    for (Route<T> route : routes.getOrDefault(key(call.method(), path), List.of())) {
      if (route.matches(path)) {
        return route.handler().handle(target, call, route.arguments(path));
      }
    }
    throw ErrorResponseException.notFound(call);
  }

  private static String key(String method, List<String> path) {
    return method + " " + path.size();
  }

  // A trailing slash makes no difference.
  private static List<String> segments(String path) {
    return List.of(path.substring(1).replaceFirst("/$", "").split("/", -1));
  }
}
