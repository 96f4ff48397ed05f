package id.balas.fakewhapi;

import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// When the echo of a send is delivered: shortly after the response, never, or as in the logs.
/// There, one echo in ten preceded the response, and statuses were duplicated or out of order.
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
