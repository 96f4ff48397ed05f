package id.balas.fakewhapi;

/// The file of a multipart form.
// Instances are never compared.
@SuppressWarnings("ArrayRecordComponent")
record FormFile(String mimeType, String name, byte[] bytes) {}
