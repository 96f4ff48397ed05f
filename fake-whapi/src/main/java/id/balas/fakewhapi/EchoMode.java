package id.balas.fakewhapi;

import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// When the echo of a send is told: a moment after the answer, not at all, or as the logs have it,
/// where one in ten came before the answer and statuses came twice or in the wrong order.
enum EchoMode {
  AFTER,
  AS_LOGGED,
  OFF;

  String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static EchoMode read(JsonNode name) {
    return Arrays.stream(values())
        .filter(mode -> name.isString() && mode.written().equals(name.stringValue()))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(400, "wrong request parameters", "echoes is one of after, as-logged, off"));
  }
}
