package id.balas.events;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads from the record classes which kinds exist and which components are required.
final class Components {

  private Components() {}

  /// The records below a sealed interface.
  static List<Class<?>> kindsOf(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(kind -> kindsOf(kind).stream())
            .toList()
        : List.of(type);
  }

  static Stream<RecordComponent> of(Class<?> record) {
    return Arrays.stream(record.getRecordComponents());
  }

  static Stream<RecordComponent> requiredOf(Class<?> record) {
    return of(record)
        .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class));
  }

  static Object valueOf(Object record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
