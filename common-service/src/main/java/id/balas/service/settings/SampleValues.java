package id.balas.service.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/// Rejects the public sample values of `.env.example` in production.
final class SampleValues {

  private static final Map<String, String> SAMPLES = load();

  private SampleValues() {}

  static void refuse(Environment environment) {
    SAMPLES.forEach((name, sample) -> refuse(environment, name, sample));
    refuse(
        environment,
        "DB_PASSWORD",
        passwordOf(Objects.requireNonNull(SAMPLES.get("DATABASE_URL"))));
  }

  private static void refuse(Environment environment, String name, String sample) {
    if (isSample(name, sample, Setting.read(environment, name))) {
      throw new InvalidSettingException(
          name,
          "still has a sample value of .env.example",
          "set a value of your own, in the environment or in .env");
    }
  }

  // A list of values may contain the sample, and a database address may have the sample password.
  private static boolean isSample(String name, String sample, @Nullable String value) {
    if (value == null) {
      return false;
    }
    return List.of(value.split("\\s*,\\s*")).contains(sample)
        || (name.equals("DATABASE_URL")
            && passwordOf(sample).equals(DatabaseUrl.parse(value).password()));
  }

  private static String passwordOf(String sampleUrl) {
    return Objects.requireNonNull(DatabaseUrl.parse(sampleUrl).password());
  }

  private static Map<String, String> load() {
    try (InputStream file = SampleValues.class.getResourceAsStream(".env.example")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return DotEnvFile.parse(text.lines().toList(), ".env.example");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
