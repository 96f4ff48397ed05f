package id.balas.fakewhapi.http;

import org.jspecify.annotations.Nullable;

/// An error response of the provider. The message of the exception is the message in its body.
public final class ErrorResponseException extends RuntimeException {

  private final int status;
  private final @Nullable String details;

  public ErrorResponseException(int status, String message, @Nullable String details) {
    super(message);
    this.status = status;
    this.details = details;
  }

  /// No route has this method and path.
  public static ErrorResponseException notFound(Call call) {
    return new ErrorResponseException(404, "not found", call.method() + " " + call.path());
  }

  public int status() {
    return status;
  }

  @Nullable String details() {
    return details;
  }
}
