package id.balas.ingest.whapi;

import org.jspecify.annotations.Nullable;

/// The provider does not answer this now; the message is a sentence for people, and says what to
/// do.
public class CannotAsk extends RuntimeException {

  CannotAsk(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
