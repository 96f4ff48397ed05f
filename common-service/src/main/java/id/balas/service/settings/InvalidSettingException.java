package id.balas.service.settings;

/// A service cannot start as it is set up. The message is one sentence that names the setting and
/// the fix, and never its value; it is all that is printed.
public final class InvalidSettingException extends RuntimeException {

  /// As in `DATABASE_URL`, `is missing`, `set it to postgresql://…`.
  public InvalidSettingException(String name, String problem, String fix) {
    super(name + " " + problem + ": " + fix + (fix.endsWith(".") ? "" : "."));
  }
}
