package id.balas.service.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/// Reads a setting by its own name. An empty value counts as not set, as `NAME=` does in a shell.
final class Setting {

  private Setting() {}

  static @Nullable String read(Environment environment, String name) {
    String value = environment.getProperty(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
