package id.balas.fakewhapi.send;

/// The file of a multipart form.
// Instances are never compared.
@SuppressWarnings("ArrayRecordComponent")
public record FormFile(String mimeType, String name, byte[] bytes) {}
