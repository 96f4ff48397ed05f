package id.balas.whapi.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Ids of the provider: opaque, with at most 128 visible ASCII characters. Any other id is replaced
/// by its hash. An item without an id gets the hash of its JSON, so that a redelivery has the same
/// id.
public final class ProviderIds {

  private static final int LONGEST = 128;

  private ProviderIds() {}

  public static @Nullable String read(JsonNode node, String field) {
    String id = ProviderFields.text(node, field);
    return id == null ? null : usable(id);
  }

  public static String usable(String id) {
    return isUsual(id) ? id : hash(id);
  }

  /// For an item without its own id, such as a change.
  public static String ofItem(JsonNode item) {
    return hash(item.toString());
  }

  private static boolean isUsual(String id) {
    if (id.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) < '!' || id.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  public static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
