package id.balas.stack.settings;

import id.balas.fakeai.AiServerKind;
import id.balas.stack.process.StackException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The AI of a stack. `environment` is for bot-service and empty without an AI. `fake` is the kind
/// of fake AI server that the stack starts, null without it.
public record AiSettings(Map<String, String> environment, @Nullable AiServerKind fake) {

  public static final AiSettings NONE = new AiSettings(Map.of(), null);

  public static final int FAKE_PORT = 8091;

  private static final String KEY = "OPENAI_API_KEY";
  private static final String BASE_URL = "OPENAI_BASE_URL";
  private static final List<String> NAMES = List.of(KEY, BASE_URL, "OPENAI_MODEL");

  /// The fake AI server replaces a real one.
  static AiSettings of(Map<String, String> values, int portOffset) {
    AiServerKind fake = fake(values.getOrDefault("BALAS_FAKE_AI", "").strip());
    if (fake != null) {
      String url = "http://localhost:" + (FAKE_PORT + portOffset) + "/v1";
      return new AiSettings(Map.of(KEY, "fake-key", BASE_URL, url, "OPENAI_MODEL", "fake"), fake);
    }
    Map<String, String> environment = new HashMap<>();
    for (String name : NAMES) {
      String value = values.getOrDefault(name, "");
      if (!value.isBlank()) {
        environment.put(name, value);
      }
    }
    return environment.containsKey(KEY) ? new AiSettings(Map.copyOf(environment), null) : NONE;
  }

  private static @Nullable AiServerKind fake(String choice) {
    return switch (choice.toLowerCase(Locale.ROOT)) {
      case "", "false" -> null;
      case "true" -> AiServerKind.OPENAI;
      default ->
          Arrays.stream(AiServerKind.values())
              .filter(kind -> name(kind).equals(choice.toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElseThrow(() ->
                  new StackException(
                      "BALAS_FAKE_AI is \"%s\": set it to true, false or one of %s."
                          .formatted(choice, names())));
    };
  }

  private static String names() {
    return Arrays.stream(AiServerKind.values())
        .map(AiSettings::name)
        .collect(Collectors.joining(", "));
  }

  private static String name(AiServerKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// For the summary at the start.
  public String described() {
    if (fake != null) {
      return "Questions that no rule answers go to the fake AI server, which answers like %s."
          .formatted(name(fake));
    }
    return environment.isEmpty()
        ? "The AI is off. Set OPENAI_API_KEY to use one, or BALAS_FAKE_AI=true for a fake one."
        : "Questions that no rule answers go to the AI server at "
            + environment.getOrDefault(BASE_URL, "https://api.openai.com/v1")
            + ".";
  }
}
