package id.balas.stack;

/// The stack cannot run; the message is the sentence that the person at the console reads.
public final class StackFailure extends RuntimeException {
  StackFailure(String message) {
    super(message);
  }
}
