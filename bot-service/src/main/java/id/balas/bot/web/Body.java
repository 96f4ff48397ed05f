package id.balas.bot.web;

import id.balas.bot.history.queries.BadRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the JSON object of a request. Invalid fields are rejected by name.
final class Body {

  static final int LARGEST = 512 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(20).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private final JsonNode object;
  private final String path;

  private Body(JsonNode object, String path, Set<String> fields) {
    this.object = object;
    this.path = path;
    for (String name : object.propertyNames()) {
      if (!fields.contains(name)) {
        throw new BadRequest(
            path + name.replaceAll("[^\\w.-]", "?"),
            "is no field here: use " + String.join(", ", new TreeSet<>(fields)) + ".");
      }
    }
  }

  static Body read(InputStream in, Set<String> fields) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new BadRequest("body", "is larger than " + LARGEST + " bytes.");
    }
    try {
      JsonNode tree = JSON.readTree(bytes);
      if (tree != null && tree.isObject()) {
        return new Body(tree, "", fields);
      }
    } catch (JacksonException _) {
      // Rejected below.
    }
    throw new BadRequest("body", "is no JSON object.");
  }

  boolean has(String name) {
    return object.has(name);
  }

  boolean isNull(String name) {
    return object.path(name).isNull();
  }

  @Nullable Body object(String name, Set<String> fields) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isObject()) {
      throw bad(name, "is no JSON object.");
    }
    return new Body(value, path + name + ".", fields);
  }

  @Nullable String text(String name, int longest) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return text(name, value, longest);
  }

  String need(String name, int longest) {
    String text = text(name, longest);
    if (text == null) {
      throw bad(name, "is missing.");
    }
    return text;
  }

  @Nullable Collection<String> texts(String name, int most, int longest) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isArray() || value.size() > most) {
      throw bad(name, "is no list of at most " + most + " texts.");
    }
    Set<String> texts = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    value.forEach(one -> texts.add(text(name, one, longest).strip()));
    return texts;
  }

  <T extends Enum<T>> T choice(String name, Class<T> type) {
    String text = need(name, 20);
    try {
      return Enum.valueOf(type, text);
    } catch (IllegalArgumentException _) {
      throw bad(name, "is none of " + java.util.List.of(type.getEnumConstants()) + ".");
    }
  }

  private String text(String name, JsonNode value, int longest) {
    if (!value.isString()) {
      throw bad(name, "is no text.");
    }
    String text = value.asString();
    if (text.isBlank()) {
      throw bad(name, "is empty.");
    }
    if (text.length() > longest) {
      throw bad(name, "is longer than " + longest + " characters.");
    }
    if (text.indexOf('\0') >= 0) {
      throw bad(name, "has a NUL character in it.");
    }
    return text;
  }

  BadRequest bad(String name, String sentence) {
    return new BadRequest(path + name, sentence);
  }
}
