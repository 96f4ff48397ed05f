package id.balas.service.web.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.AnnotationsUtils;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import tools.jackson.databind.JsonNode;

/// Describes records as the code has them: a component that is `@Nullable` may be null, each other
/// one is required. A sealed interface with a type property is one of its records. An interface
/// that extends a map or a list is that map or list.
class RecordSchemas implements ModelConverter {

  private static final String NULL = "null";

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Class<?> described = Json.mapper().constructType(type.getType()).getRawClass();
    if (described.isSealed() && described.isInterface() && typeProperty(described) != null) {
      return oneOf(described, context);
    }
    if (isNamedCollection(described)) {
      return context.resolve(
          new AnnotatedType(described.getGenericInterfaces()[0])
              .schemaProperty(true)
              .resolveAsRef(true));
    }
    Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    Schema<?> model = schema == null ? null : model(schema, context);
    if (described.isRecord() && model != null && model.getProperties() != null) {
      describe(model, described, context);
    }
    return schema;
  }

  /// Whether a field with this schema may be null.
  static boolean isNullable(Schema<?> schema) {
    boolean isNull = schema.getTypes() != null && schema.getTypes().contains(NULL);
    return isNull
        || (schema.getOneOf() != null
            && schema.getOneOf().stream().anyMatch(each -> isNullable(each)));
  }

  // `interface Votes extends Map<String, Vote>` names the type of a field that holds raw JSON.
  private static boolean isNamedCollection(Class<?> described) {
    return described.isInterface()
        && !described.getPackageName().startsWith("java.")
        && (Map.class.isAssignableFrom(described) || List.class.isAssignableFrom(described));
  }

  private static Schema<?> oneOf(Class<?> described, ModelConverterContext context) {
    String name = described.getSimpleName();
    if (!context.getDefinedModels().containsKey(name)) {
      Schema<?> all = new Schema<>(SpecVersion.V31);
      // Defined first, because a record may have a component of this type.
      context.defineModel(name, all);
      records(described)
          .forEach(each ->
              all.addOneOfItem(
                  context.resolve(
                      new AnnotatedType(each)
                          .name(each.getSimpleName() + name)
                          .resolveAsRef(true))));
    }
    return new Schema<>(SpecVersion.V31).$ref(Components.COMPONENTS_SCHEMAS_REF + name);
  }

  private static Stream<Class<?>> records(Class<?> described) {
    return described.isSealed()
        ? Arrays.stream(described.getPermittedSubclasses()).flatMap(RecordSchemas::records)
        : Stream.of(described);
  }

  private static @Nullable Schema<?> model(Schema<?> schema, ModelConverterContext context) {
    String reference = schema.get$ref();
    return reference == null
        ? schema
        : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private static void describe(Schema<?> model, Class<?> described, ModelConverterContext context) {
    Map<String, Method> fields = new LinkedHashMap<>();
    fields(described, fields);
    boolean leavesNullOut = leavesNullOut(described);
    fields.forEach((name, field) -> {
      Schema<?> json = rawJson(field, context);
      if (json != null) {
        model.getProperties().put(name, json);
      }
      Schema<?> schema = model.getProperties().get(name);
      if (schema == null) {
        return;
      }
      if (!field.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)) {
        require(model, name);
      } else if (!leavesNullOut && !isNullable(schema)) {
        model.getProperties().put(name, nullable(schema));
      }
    });
    JsonTypeInfo type = typeProperty(described);
    if (type != null) {
      Schema<Object> constant = new Schema<>(SpecVersion.V31);
      constant.addType("string");
      constant.setEnum(List.of(described.getSimpleName()));
      model.addProperty(type.property(), constant);
      require(model, type.property());
    }
  }

  // springdoc replaces a JsonNode before it reads the annotations of the field.
  private static @Nullable Schema<?> rawJson(Method field, ModelConverterContext context) {
    var named = field.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
    return named == null
            || named.implementation() == Void.class
            || !JsonNode.class.isAssignableFrom(field.getReturnType())
        ? null
        : context.resolve(
            new AnnotatedType(named.implementation()).schemaProperty(true).resolveAsRef(true));
  }

  // Fields of the JSON, with the methods that return their values.
  private static void fields(Class<?> described, Map<String, Method> found) {
    for (RecordComponent component : described.getRecordComponents()) {
      Method accessor = component.getAccessor();
      if (accessor.isAnnotationPresent(JsonUnwrapped.class)) {
        fields(component.getType(), found);
      } else {
        found.put(name(accessor), accessor);
      }
    }
    for (Method method : described.getDeclaredMethods()) {
      if (method.isAnnotationPresent(JsonProperty.class)) {
        found.put(name(method), method);
      }
    }
  }

  private static String name(Method accessor) {
    JsonProperty property = accessor.getAnnotation(JsonProperty.class);
    return property == null || property.value().isEmpty() ? accessor.getName() : property.value();
  }

  static void require(Schema<?> model, String name) {
    if (model.getRequired() == null || !model.getRequired().contains(name)) {
      model.addRequiredItem(name);
    }
  }

  private static Schema<?> nullable(Schema<?> schema) {
    if (schema.get$ref() == null && schema.getTypes() != null) {
      Schema<?> copy = AnnotationsUtils.clone(schema, true);
      var types = new LinkedHashSet<>(schema.getTypes());
      types.add(NULL);
      copy.setTypes(types);
      if (copy.getEnum() != null) {
        copy.addEnumItemObject(null);
      }
      return copy;
    }
    if (schema.get$ref() == null) {
      return schema;
    }
    Schema<?> nothing = new Schema<>(SpecVersion.V31);
    nothing.addType(NULL);
    Schema<?> either =
        new Schema<>(SpecVersion.V31)
            .addOneOfItem(new Schema<>(SpecVersion.V31).$ref(schema.get$ref()))
            .addOneOfItem(nothing)
            .description(schema.getDescription())
            .deprecated(schema.getDeprecated());
    if (schema.getExample() != null) {
      either.setExample(schema.getExample());
    }
    return either;
  }

  private static boolean leavesNullOut(Class<?> described) {
    JsonInclude include = described.getAnnotation(JsonInclude.class);
    return include != null && include.value() == JsonInclude.Include.NON_NULL;
  }

  private static @Nullable JsonTypeInfo typeProperty(Class<?> described) {
    return AnnotatedElementUtils.findMergedAnnotation(described, JsonTypeInfo.class);
  }
}
