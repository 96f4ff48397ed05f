package id.balas.service.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/// A setting under its own name; one that is empty counts as not set, as `NAME=` in a shell means
/// it.
final class Setting {

  private Setting() {}

  static @Nullable String read(Environment environment, String name) {
    String value = environment.getProperty(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
