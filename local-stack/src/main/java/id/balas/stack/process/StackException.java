package id.balas.stack.process;

/// The stack cannot run. The console shows the message as is.
public final class StackException extends RuntimeException {
  public StackException(String message) {
    super(message);
  }
}
