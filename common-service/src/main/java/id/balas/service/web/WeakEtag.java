package id.balas.service.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.core.io.Resource;

/// Weak ETags of static files, from their content: Tomcat never compresses a response with a strong
/// ETag. For `ResourceHandlerRegistration.setEtagGenerator(new WeakEtag())`, with
/// `setUseLastModified(false)`. Files in a jar do not change, so each is read once.
public final class WeakEtag implements Function<Resource, String> {

  private final Map<String, String> tags = new ConcurrentHashMap<>();

  @Override
  public String apply(Resource file) {
    return tags.computeIfAbsent(file.getDescription(), _ -> tag(file));
  }

  private static String tag(Resource file) {
    try (InputStream in = file.getInputStream();
        var digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.readAllBytes();
      String hash = HexFormat.of().formatHex(digest.getMessageDigest().digest(), 0, 8);
      return "W/\"" + hash + "\"";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
