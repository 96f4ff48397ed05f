package id.balas.fakewhapi.channel;

import id.balas.fakewhapi.http.ErrorResponseException;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// When the echo of a send is delivered: shortly after the response, never, or as in the logs.
/// There, one echo in ten preceded the response, and statuses were duplicated or out of order.
public enum EchoMode {
  AFTER,
  AS_LOGGED,
  OFF;

  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static EchoMode read(JsonNode name) {
    return Arrays.stream(values())
        .filter(mode -> name.isString() && mode.text().equals(name.stringValue()))
        .findFirst()
        .orElseThrow(() ->
            new ErrorResponseException(
                400, "wrong request parameters", "echoes must be one of after, as-logged, off"));
  }
}
