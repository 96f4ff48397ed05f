package id.balas.service.web.errors;

import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/// The name of a handler's parameter in the request.
final class ParameterNames {

  private ParameterNames() {}

  static String of(MethodParameter parameter) {
    RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
    if (header != null) {
      return named(header.name(), header.value(), parameter);
    }
    RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
    if (query != null) {
      return named(query.name(), query.value(), parameter);
    }
    PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
    if (path != null) {
      return named(path.name(), path.value(), parameter);
    }
    return parameter.hasParameterAnnotation(RequestBody.class) ? "body" : named("", "", parameter);
  }

  private static String named(String name, String value, MethodParameter parameter) {
    if (!name.isEmpty()) {
      return name;
    }
    return value.isEmpty() ? String.valueOf(parameter.getParameterName()) : value;
  }
}
