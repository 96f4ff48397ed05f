package id.balas.service.web.binding;

import id.balas.service.web.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Rejects a query parameter by name if it is undeclared, repeated or empty, or has a NUL
/// character. Otherwise a misspelled filter would be ignored, and everything returned. A text may
/// be empty.
final class KnownParametersInterceptor implements HandlerInterceptor {

  private static final int LONGEST_NAME = 300;
  private static final String OURS = "id.balas.";

  private final Map<Method, DeclaredParameters> declared = new ConcurrentHashMap<>();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && request.getDispatcherType() == DispatcherType.REQUEST
        && method.getBeanType().getName().startsWith(OURS)) {
      check(
          QueryString.parse(request.getQueryString()),
          declared.computeIfAbsent(method.getMethod(), _ -> DeclaredParameters.of(method)));
    }
    return true;
  }

  private static void check(Map<String, List<String>> query, DeclaredParameters known) {
    if (known.isOpen()) {
      return;
    }
    query.forEach((name, values) -> {
      if (!known.types().containsKey(name)) {
        throw ProblemException.invalid(printable(name), unknown(known));
      }
      if (values.size() > 1 && !known.isRepeatable(name)) {
        throw ProblemException.invalid(name, "is given more than once. Give it once.");
      }
      for (String value : values) {
        if (value.indexOf('\0') >= 0) {
          throw ProblemException.invalid(name, "must not contain a NUL character.");
        }
        if (value.isBlank() && !known.takesText(name)) {
          throw ProblemException.invalid(name, "is empty. Give a value or omit it.");
        }
      }
    });
  }

  private static String unknown(DeclaredParameters known) {
    return known.types().isEmpty()
        ? "is unknown. This address has no parameters."
        : "is unknown. Use " + String.join(", ", new TreeSet<>(known.types().keySet())) + ".";
  }

  private static String printable(String name) {
    return name.length() > LONGEST_NAME ? "?" : name.replaceAll("[^\\w.-]", "?");
  }
}
