package id.balas.ingest.translation;

import id.balas.whapi.content.CleanJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/// A webhook body, without content that no record may carry. Some tools wrap the body in an array
/// or in `{"body":…}`: each `envelope` is the object inside.
public record WebhookPayload(List<JsonNode> envelopes) {

  // Half the nesting that readers of our records allow: our own fields must fit around it.
  private static final int DEEPEST_NESTING = 250;
  private static final int DEEPEST_WRAPPING = 4;
  private static final int FEW_VALUES = 10_000;
  private static final int BYTES_OF_A_VALUE = 8; // the provider's take 20 or more

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST_NESTING).build())
          .build();

  /// Throws [MalformedBodyException] with the reason.
  public static WebhookPayload parse(byte[] body) {
    List<JsonNode> envelopes = new ArrayList<>(1);
    unwrap(read(body), DEEPEST_WRAPPING, envelopes);
    return new WebhookPayload(envelopes);
  }

  private static JsonNode read(byte[] body) {
    if (body.length == 0) {
      throw new MalformedBodyException("The body is empty; a JSON object is expected.");
    }
    JsonNode root;
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() == null) {
        throw new MalformedBodyException("The body is empty; a JSON object is expected.");
      }
      root = CleanJson.read(parser, FEW_VALUES + body.length / BYTES_OF_A_VALUE);
      if (parser.nextToken() != null) {
        throw new MalformedBodyException(
            "The body is not JSON: " + where(parser.currentTokenLocation()));
      }
    } catch (CleanJson.TooManyValuesException e) {
      throw new MalformedBodyException(
          "The body has " + e.getMessage() + "; no message has so many.");
    } catch (JacksonException e) {
      throw new MalformedBodyException("The body is not JSON: " + where(e.getLocation()));
    }
    if (!root.isObject() && !root.isArray()) {
      throw new MalformedBodyException("The body is not a JSON object.");
    }
    return root;
  }

  private static String where(@Nullable TokenStreamLocation at) {
    return at == null
        ? "unreadable"
        : "unreadable at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static void unwrap(JsonNode node, int deeper, List<JsonNode> envelopes) {
    JsonNode body = node.path("body");
    if (deeper > 0 && node.isArray()) {
      node.forEach(item -> unwrap(item, deeper - 1, envelopes));
    } else if (deeper > 0 && body.isContainer()) {
      unwrap(body, deeper - 1, envelopes);
    } else {
      envelopes.add(node);
    }
  }

  /// The body is not a valid webhook body.
  public static final class MalformedBodyException extends RuntimeException {
    MalformedBodyException(String message) {
      super(message);
    }
  }
}
