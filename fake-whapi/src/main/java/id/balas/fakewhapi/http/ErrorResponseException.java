package id.balas.fakewhapi.http;

import org.jspecify.annotations.Nullable;

/// The provider's error response: status, message and details.
public final class ErrorResponseException extends RuntimeException {

  private final int status;
  private final String words;
  private final @Nullable String details;

  public ErrorResponseException(int status, String words, @Nullable String details) {
    super(words);
    this.status = status;
    this.words = words;
    this.details = details;
  }

  public int status() {
    return status;
  }

  String words() {
    return words;
  }

  @Nullable String details() {
    return details;
  }
}
