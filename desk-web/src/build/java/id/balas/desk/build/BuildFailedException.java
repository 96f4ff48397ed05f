package id.balas.desk.build;

/// The sources of the page have an error. The message says which.
final class BuildFailedException extends RuntimeException {

  BuildFailedException(String message) {
    super(message);
  }
}
