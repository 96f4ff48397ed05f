package id.balas.fakewhapi;

import org.jspecify.annotations.Nullable;

/// The provider's error response: status, message and details.
final class Refusal extends RuntimeException {

  private final int status;
  private final String words;
  private final @Nullable String details;

  Refusal(int status, String words, @Nullable String details) {
    super(words);
    this.status = status;
    this.words = words;
    this.details = details;
  }

  int status() {
    return status;
  }

  String words() {
    return words;
  }

  @Nullable String details() {
    return details;
  }
}
