package id.balas.service.web.openapi;

import id.balas.service.web.Cursor;
import id.balas.service.web.IdempotencyKey;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The types of the documents, in every service: what is bound from text is a text, and records say
/// which fields may be null.
@AutoConfiguration
@ConditionalOnClass(SpringDocUtils.class)
class OpenApiTypes {

  OpenApiTypes() {
    SpringDocUtils.getConfig()
        .replaceWithClass(IdempotencyKey.class, String.class)
        .replaceWithClass(Cursor.class, String.class)
        .replaceWithClass(JsonNode.class, Object.class)
        .replaceWithClass(ObjectNode.class, Object.class)
        .addSimpleTypesForParameterObject(Cursor.class);
  }

  @Bean
  RecordSchemas recordSchemas() {
    return new RecordSchemas();
  }

  @Bean
  ResponseSchemas responseSchemas() {
    return new ResponseSchemas();
  }
}
