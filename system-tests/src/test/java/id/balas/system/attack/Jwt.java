package id.balas.system.attack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Forges tokens. A right signature needs the right key.
record Jwt(String header, ObjectNode claims, String signature) {

  private static final JsonMapper JSON = new JsonMapper();
  static final String HS256 = "{\"alg\":\"HS256\"}";

  static Jwt of(String token) {
    String[] parts = token.split("\\.", -1);
    return new Jwt(text(parts[0]), (ObjectNode) JSON.readTree(text(parts[1])), parts[2]);
  }

  Jwt with(String claim, Object value) {
    ObjectNode changed = claims.deepCopy();
    changed.set(claim, JSON.valueToTree(value));
    return new Jwt(header, changed, signature);
  }

  /// With the old signature.
  String tampered() {
    return base64(header) + "." + base64(claims.toString()) + "." + signature;
  }

  String unsigned() {
    return base64("{\"alg\":\"none\"}") + "." + base64(claims.toString()) + ".";
  }

  String signedWith(String secret) {
    String signed = base64(HS256) + "." + base64(claims.toString());
    return signed + "." + url(hmac("HmacSHA256", secret.getBytes(StandardCharsets.UTF_8), signed));
  }

  private static byte[] hmac(String algorithm, byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return url(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
