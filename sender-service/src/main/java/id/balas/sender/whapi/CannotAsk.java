package id.balas.sender.whapi;

import org.jspecify.annotations.Nullable;

/// The provider does not say now what it has; it may later.
public final class CannotAsk extends RuntimeException {

  CannotAsk(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
