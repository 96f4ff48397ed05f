package id.balas.fakewhapi.channel;

import id.balas.fakewhapi.http.ErrorResponseException;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/// How a channel is linked to WhatsApp; only `AUTH` can send. The documentation numbers them up to
/// `ERROR`: compare by name.
public enum Health {
  NOT_INIT(0),
  INIT(1),
  LAUNCH(2),
  QR(3),
  AUTH(4),
  ERROR(5),
  SYNC_ERROR(6),
  STOPPED(7);

  private final int code;

  Health(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static Health read(JsonNode name) {
    return Arrays.stream(values())
        .filter(health -> name.isString() && health.name().equals(name.stringValue()))
        .findFirst()
        .orElseThrow(() ->
            new ErrorResponseException(
                400,
                "wrong request parameters",
                "health must be one of " + Arrays.toString(values())));
  }
}
