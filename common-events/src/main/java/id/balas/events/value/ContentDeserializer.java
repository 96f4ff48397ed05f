package id.balas.events.value;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.jsontype.TypeDeserializer;

/// Reads the known kinds of content. Every other kind becomes [Content.Unsupported] with its JSON.
final class ContentDeserializer extends ValueDeserializer<Content> {

  private static final Map<String, Class<? extends Content>> KINDS =
      Stream.of(
              Content.Text.class,
              Content.Media.class,
              Content.Location.class,
              Content.Contact.class,
              Content.Reaction.class,
              Content.Edit.class,
              Content.Deletion.class,
              Content.Forward.class,
              Content.Choice.class,
              Content.Unsupported.class)
          .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

  private final Map<Class<?>, ValueDeserializer<Object>> byKind = new ConcurrentHashMap<>();

  @Override
  public Content deserialize(JsonParser parser, DeserializationContext context) {
    JsonNode json = context.readTree(parser);
    String type = json.path("@type").asString("");
    Class<? extends Content> kind = KINDS.get(type);
    if (kind == null) {
      return new Content.Unsupported(type, json);
    }
    try (JsonParser tree = context.treeAsTokens(json)) {
      tree.nextToken();
      return (Content) of(kind, context).deserialize(tree, context);
    }
  }

  // Looked up by Jackson, it would read the annotations of the class for each content.
  private ValueDeserializer<Object> of(
      Class<? extends Content> kind, DeserializationContext context) {
    ValueDeserializer<Object> known = byKind.get(kind);
    if (known == null) {
      known = context.findRootValueDeserializer(context.constructType(kind));
      byKind.put(kind, known);
    }
    return known;
  }

  @Override
  public Object deserializeWithType(
      JsonParser parser, DeserializationContext context, TypeDeserializer typeDeserializer) {
    return deserialize(parser, context);
  }
}
