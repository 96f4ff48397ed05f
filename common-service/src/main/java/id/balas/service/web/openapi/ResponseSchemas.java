package id.balas.service.web.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;

/// A response has each of its fields, also those that are null. So they are required in the schemas
/// that no request has.
// swagger's own types are raw.
@SuppressWarnings("rawtypes")
class ResponseSchemas implements OpenApiCustomizer {

  @Override
  public void customise(OpenAPI document) {
    if (document.getComponents() == null || document.getComponents().getSchemas() == null) {
      return;
    }
    Map<String, Schema> schemas = document.getComponents().getSchemas();
    Set<String> ofRequests = new HashSet<>();
    operations(document)
        .filter(operation -> operation.getRequestBody() != null)
        .forEach(
            operation -> collect(operation.getRequestBody().getContent(), schemas, ofRequests));
    schemas.forEach((name, schema) -> {
      if (!ofRequests.contains(name) && schema.getProperties() != null) {
        requireNullable(schema);
      }
    });
  }

  // The records that services exchange have a type. Stored ones may be older than a field.
  private static void requireNullable(Schema<?> schema) {
    if (!schema.getProperties().containsKey("@type")) {
      schema
          .getProperties()
          .forEach((field, type) -> {
            if (RecordSchemas.isNullable(type)) {
              RecordSchemas.require(schema, field);
            }
          });
    }
  }

  private static Stream<Operation> operations(OpenAPI document) {
    return document.getPaths().values().stream()
        .map(PathItem::readOperations)
        .flatMap(List::stream);
  }

  private static void collect(
      @Nullable Content content, Map<String, Schema> schemas, Set<String> found) {
    if (content != null) {
      content.values().forEach(type -> collect(type.getSchema(), schemas, found));
    }
  }

  private static void collect(
      @Nullable Schema<?> schema, Map<String, Schema> schemas, Set<String> found) {
    if (schema == null) {
      return;
    }
    String reference = schema.get$ref();
    String name = reference == null ? null : reference.substring(reference.lastIndexOf('/') + 1);
    if (name != null && found.add(name)) {
      collect(schemas.get(name), schemas, found);
    }
    collect(schema.getItems(), schemas, found);
    if (schema.getAdditionalProperties() instanceof Schema<?> values) {
      collect(values, schemas, found);
    }
    Stream.of(schema.getOneOf(), schema.getAnyOf(), schema.getAllOf())
        .filter(all -> all != null)
        .flatMap(List::stream)
        .forEach(each -> collect(each, schemas, found));
    if (schema.getProperties() != null) {
      schema.getProperties().values().forEach(each -> collect(each, schemas, found));
    }
  }
}
