package id.balas.stack;

/// The stack cannot run. The console shows the message as is.
public final class StackFailure extends RuntimeException {
  StackFailure(String message) {
    super(message);
  }
}
