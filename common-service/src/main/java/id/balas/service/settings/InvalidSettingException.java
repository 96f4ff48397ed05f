package id.balas.service.settings;

/// A service cannot start with its settings. The message is one sentence that names the setting and
/// the fix, but never the value. Only the message is printed.
public final class InvalidSettingException extends RuntimeException {

  /// For example `DATABASE_URL`, `is missing`, `set it to postgresql://…`.
  public InvalidSettingException(String name, String problem, String fix) {
    super(name + " " + problem + ": " + fix + (fix.endsWith(".") ? "" : "."));
  }
}
