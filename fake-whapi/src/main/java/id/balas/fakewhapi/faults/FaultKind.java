package id.balas.fakewhapi.faults;

import id.balas.fakewhapi.http.ErrorResponseException;
import java.util.Arrays;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The faults that can be injected, by their API names.
public enum FaultKind {
  STORED_THEN_TIMEOUT("stored-then-timeout"),
  LOST_THEN_TIMEOUT("lost-then-timeout"),
  ERROR_BEFORE_STORING("500-before-storing"),
  ERROR_AFTER_STORING("500-after-storing"),
  TOO_MANY_REQUESTS("429"),
  BAD_GATEWAY("502-html"),
  DROPPED_BEFORE_STORING("dropped-before-storing"),
  DROPPED_AFTER_STORING("dropped-after-storing"),
  SLOW("slow"),
  LOGGED_OUT("logged-out"),
  REMOVED_CHANNEL("removed-channel"),
  TRIAL_LIMIT("trial-limit"),
  SENT_FALSE("sent-false"),
  FLAT_ERRORS("flat-errors"),
  WEBHOOK_OUTAGE("webhook-outage"),
  DUPLICATE_WEBHOOKS("duplicate-webhooks"),
  REORDERED_WEBHOOKS("reordered-webhooks"),
  BATCHED_WEBHOOKS("batched-webhooks"),
  FAILED_FIRST("failed-first");

  private final String text;

  FaultKind(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public static FaultKind read(JsonNode name) {
    return Arrays.stream(values())
        .filter(kind -> name.isString() && kind.text.equals(name.stringValue()))
        .findFirst()
        .orElseThrow(
            () -> new ErrorResponseException(400, "invalid fault", "kind must be one of " + all()));
  }

  private static String all() {
    return Arrays.stream(values()).map(FaultKind::text).collect(Collectors.joining(", "));
  }

  boolean isOfWebhooks() {
    return compareTo(WEBHOOK_OUTAGE) >= 0;
  }

  /// A removed or unlinked channel refuses every call; the message is not at fault.
  boolean isOfWholeChannel() {
    return this == LOGGED_OUT || this == REMOVED_CHANNEL;
  }
}
