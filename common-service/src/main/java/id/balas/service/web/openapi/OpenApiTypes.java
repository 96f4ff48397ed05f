package id.balas.service.web.openapi;

import id.balas.service.web.Cursor;
import id.balas.service.web.IdempotencyKey;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Describes the types that are bound from text as texts, in every service.
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
}
