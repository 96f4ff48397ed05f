package id.balas.fakewhapi;

/// The file of a form.
// Nobody compares two of them.
@SuppressWarnings("ArrayRecordComponent")
record FormFile(String mimeType, String name, byte[] bytes) {}
