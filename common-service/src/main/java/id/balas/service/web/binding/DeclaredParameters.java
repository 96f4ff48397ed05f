package id.balas.service.web.binding;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/// The query parameters that a handler method declares, with their types. `isOpen` is true if the
/// method reads the query itself, from a map.
record DeclaredParameters(Map<String, Class<?>> types, boolean isOpen) {

  private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  static DeclaredParameters of(HandlerMethod method) {
    Map<String, Class<?>> types = new HashMap<>();
    boolean isOpen = false;
    for (MethodParameter parameter : method.getMethodParameters()) {
      parameter.initParameterNameDiscovery(NAMES);
      RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
      if (query != null && Map.class.isAssignableFrom(parameter.getParameterType())) {
        isOpen = true;
      } else if (query != null || isPlain(parameter)) {
        types.put(name(parameter, query), parameter.nestedIfOptional().getNestedParameterType());
      } else if (parameter.hasParameterAnnotation(ModelAttribute.class)) {
        isOpen |= !addComponents(parameter.getParameterType(), types);
      }
    }
    addConditions(method, types);
    return new DeclaredParameters(Map.copyOf(types), isOpen);
  }

  boolean isRepeatable(String name) {
    Class<?> type = types.get(name);
    return type != null && (type.isArray() || Collection.class.isAssignableFrom(type));
  }

  /// Whether the parameter may be empty.
  boolean takesText(String name) {
    return types.get(name) == String.class || isRepeatable(name);
  }

  // Without an annotation Spring takes a simple type from the query.
  private static boolean isPlain(MethodParameter parameter) {
    return BeanUtils.isSimpleProperty(parameter.getParameterType())
        && Arrays.stream(parameter.getParameterAnnotations())
            .map(annotation -> annotation.annotationType().getName())
            .noneMatch(name ->
                name.startsWith("org.springframework.web.bind.annotation.")
                    || name.startsWith("org.springframework.security."));
  }

  private static String name(MethodParameter parameter, @Nullable RequestParam query) {
    if (query != null && !query.name().isEmpty()) {
      return query.name();
    }
    return query != null && !query.value().isEmpty()
        ? query.value()
        : String.valueOf(parameter.getParameterName());
  }

  private static boolean addComponents(Class<?> type, Map<String, Class<?>> types) {
    if (!type.isRecord()) {
      return false;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      BindParam renamed = component.getAnnotation(BindParam.class);
      types.put(renamed == null ? component.getName() : renamed.value(), component.getType());
    }
    return true;
  }

  // As in @GetMapping(params = "format").
  private static void addConditions(HandlerMethod method, Map<String, Class<?>> types) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), RequestMapping.class);
    if (mapping != null) {
      for (String condition : mapping.params()) {
        types.put(condition.replaceAll("[!=].*", ""), String.class);
      }
    }
  }
}
