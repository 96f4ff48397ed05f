package id.balas.whapi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The provider gives no usable response now. The message is a sentence for admins and says what to
/// do.
public class WhapiUnavailableException extends RuntimeException {

  // The message of the JDK's HTTP client for a body over the limit.
  private static final String TOO_LARGE = "body exceeds capacity";

  public WhapiUnavailableException(String message) {
    this(message, null);
  }

  public WhapiUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static WhapiUnavailableException of(IOException e) {
    return String.valueOf(e.getMessage()).contains(TOO_LARGE)
        ? new AnswerTooLargeException(e)
        : new WhapiUnavailableException(
            "the provider does not respond (" + e.getClass().getSimpleName() + ")", e);
  }

  /// The response exceeds the size limit. The caller should request less at once.
  static final class AnswerTooLargeException extends WhapiUnavailableException {
    AnswerTooLargeException(Throwable cause) {
      super("the provider's response is too large", cause);
    }
  }
}
