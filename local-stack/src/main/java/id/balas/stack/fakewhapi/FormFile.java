package id.balas.stack.fakewhapi;

import org.jspecify.annotations.Nullable;

/// The file of a form.
// Nobody compares two of them.
@SuppressWarnings("ArrayRecordComponent")
record FormFile(String mimeType, @Nullable String name, byte[] bytes) {}
