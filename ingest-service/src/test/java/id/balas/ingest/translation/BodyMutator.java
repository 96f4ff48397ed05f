package id.balas.ingest.translation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes invalid bodies out of valid ones: it changes first the tree, then the bytes. `choose`
/// selects each change, at random or by a fuzzer. It returns a number from 0 up to its argument,
/// exclusive.
public final class BodyMutator {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> SCRAPS =
      List.of(
          "1e999",
          "-0",
          "\\u0000",
          "\\ud800",
          "\"a\":1,",
          "{",
          "]",
          "18446744073709552000",
          "\u0000",
          "null",
          "\"messages\":[",
          "9".repeat(1_200),
          " ");
  private static final List<JsonNode> VALUES =
      Stream.concat(
              Stream.of(
                      "",
                      " ",
                      "\u0000",
                      "\ud800x",
                      "👍",
                      "62811@lid",
                      "111122223333444@lid",
                      "x".repeat(300),
                      "ü".repeat(70_000),
                      "\u0001".repeat(70_000),
                      "1e-99999999",
                      "1795420740.5",
                      "text",
                      "action",
                      "call",
                      "api",
                      "system",
                      "messages",
                      "delete",
                      "a/b",
                      "@",
                      "+",
                      "@c.us")
                  .map(NODES::stringNode),
              Stream.<JsonNode>of(
                  NODES.nullNode(),
                  NODES.booleanNode(true),
                  NODES.numberNode(-1),
                  NODES.numberNode(1e308),
                  NODES.numberNode(Long.MIN_VALUE),
                  NODES.numberNode(new BigInteger("18446744073709552000")),
                  NODES.numberNode(BigInteger.TEN.pow(900)),
                  NODES.objectNode(),
                  NODES.arrayNode(),
                  deep(200),
                  deep(300)))
          .toList();

  // The webhook's size limit (`balas.webhook.max-body`).
  private static final int LARGEST = 1_000_000;

  private final List<JsonNode> bodies;

  BodyMutator(List<JsonNode> bodies) {
    this.bodies = bodies;
  }

  /// Uses every golden and every captured body.
  public static BodyMutator ofTheGoldenBodies() {
    List<JsonNode> bodies = new ArrayList<>();
    for (String folder : List.of("golden", "payloads")) {
      try (Stream<Path> files = Files.list(Path.of("src/test/resources", folder))) {
        for (Path file :
            files.filter(file -> !file.toString().endsWith(".records.json")).sorted().toList()) {
          bodies.add(JSON.readTree(Files.readAllBytes(file)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new BodyMutator(bodies);
  }

  public byte[] mutate(IntUnaryOperator choose) {
    JsonNode tree = tree(choose);
    for (int times = choose.applyAsInt(8); times > 0; times--) {
      tree = spoil(tree, choose);
    }
    byte[] bytes = JSON.writeValueAsBytes(tree);
    if (bytes.length > LARGEST) {
      bytes = JSON.writeValueAsBytes(tree(choose));
    }
    for (int times = choose.applyAsInt(4); times > 0; times--) {
      bytes = spoil(bytes, choose);
    }
    return bytes;
  }

  private JsonNode tree(IntUnaryOperator choose) {
    return bodies.get(choose.applyAsInt(bodies.size())).deepCopy();
  }

  private JsonNode spoil(JsonNode root, IntUnaryOperator choose) {
    JsonNode parent = root;
    JsonNode at = root;
    while (at.isContainer() && !at.isEmpty() && choose.applyAsInt(4) > 0) {
      parent = at;
      at = child(at, choose.applyAsInt(at.size()));
    }
    switch (choose.applyAsInt(7)) {
      case 0 -> put(parent, choose, VALUES.get(choose.applyAsInt(VALUES.size())).deepCopy());
      case 1 -> put(parent, choose, part(tree(choose), choose));
      case 2 -> remove(parent, choose);
      case 3 -> put(parent, choose, NODES.arrayNode().add(at.deepCopy()));
      case 4 ->
          put(
              parent,
              choose,
              at.isContainer() && !at.isEmpty() ? child(at, 0).deepCopy() : NODES.objectNode());
      case 5 -> repeat(at, choose);
      default -> {
        return choose.applyAsInt(2) == 0
            ? NODES.arrayNode().add(root)
            : NODES.objectNode().set("body", root);
      }
    }
    return root;
  }

  private static JsonNode part(JsonNode tree, IntUnaryOperator choose) {
    JsonNode part = tree;
    while (part.isContainer() && !part.isEmpty() && choose.applyAsInt(3) > 0) {
      part = child(part, choose.applyAsInt(part.size()));
    }
    return part;
  }

  private static JsonNode child(JsonNode node, int index) {
    return node.isArray()
        ? node.path(index)
        : node.path(List.copyOf(node.propertyNames()).get(index));
  }

  private static void put(JsonNode parent, IntUnaryOperator choose, JsonNode value) {
    if (parent instanceof ArrayNode array && !array.isEmpty()) {
      array.set(choose.applyAsInt(array.size()), value);
    } else if (parent instanceof ObjectNode object && !object.isEmpty()) {
      object.set(List.copyOf(object.propertyNames()).get(choose.applyAsInt(object.size())), value);
    }
  }

  private static void remove(JsonNode parent, IntUnaryOperator choose) {
    if (parent instanceof ArrayNode array && !array.isEmpty()) {
      array.remove(choose.applyAsInt(array.size()));
    } else if (parent instanceof ObjectNode object && !object.isEmpty()) {
      object.remove(List.copyOf(object.propertyNames()).get(choose.applyAsInt(object.size())));
    }
  }

  private static void repeat(JsonNode at, IntUnaryOperator choose) {
    if (at instanceof ArrayNode array && !array.isEmpty()) {
      for (int times = choose.applyAsInt(12); times > 0; times--) {
        array.add(array.path(0).deepCopy());
      }
    }
  }

  private static byte[] spoil(byte[] bytes, IntUnaryOperator choose) {
    int at = bytes.length == 0 ? 0 : choose.applyAsInt(bytes.length);
    return switch (choose.applyAsInt(4)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> with(bytes, at, SCRAPS.get(choose.applyAsInt(SCRAPS.size())).getBytes(UTF_8));
      case 2 -> {
        int more = choose.applyAsInt(Math.min(200, bytes.length - at + 1));
        yield with(bytes, at, Arrays.copyOfRange(bytes, at, at + more));
      }
      default -> {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
          flipped[at] ^= (byte) (1 << choose.applyAsInt(8));
        }
        yield flipped;
      }
    };
  }

  private static byte[] with(byte[] bytes, int at, byte[] more) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(bytes.length + more.length);
    joined.write(bytes, 0, at);
    joined.writeBytes(more);
    joined.write(bytes, at, bytes.length - at);
    return joined.toByteArray();
  }

  private static JsonNode deep(int levels) {
    JsonNode node = NODES.numberNode(1);
    for (int i = 0; i < levels; i++) {
      node = i % 2 == 0 ? NODES.arrayNode().add(node) : NODES.objectNode().set("k", node);
    }
    return node;
  }
}
