package id.balas.fakewhapi.model;

import id.balas.fakewhapi.http.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A sent or received file.
// Instances are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record MediaFile(String id, String mimeType, byte[] bytes, @Nullable String fileName) {

  /// The file fields that all kinds of media share.
  public ObjectNode json() {
    return Json.object()
        .put("id", id)
        .put("mime_type", mimeType)
        .put("file_size", bytes.length)
        .put("sha256", sha256());
  }

  private String sha256() {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
