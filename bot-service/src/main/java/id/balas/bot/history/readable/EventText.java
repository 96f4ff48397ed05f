package id.balas.bot.history.readable;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes an event with its time and place, and the reply to an invitation.
final class EventText {

  private final ReadableTexts texts;
  private final ZoneId timeZone;

  EventText(ReadableTexts texts, ZoneId timeZone) {
    this.texts = texts;
    this.timeZone = timeZone;
  }

  String event(ProviderJson body) {
    Instant start = body.time("start", "start_time", "startTime", "start_at", "date", "time");
    String details =
        Stream.of(
                body.text("name", "title"),
                start == null ? null : texts.time(start, timeZone),
                place(body),
                body.text("description", "body"),
                body.text("join_link", "link", "url"))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    boolean isCanceled = body.isTrue("is_canceled", "canceled", "cancelled", "is_cancelled");
    String label = texts.of(isCanceled ? "event-canceled" : "event");
    return details.isEmpty() ? label : label + ": " + details;
  }

  private static @Nullable String place(ProviderJson body) {
    String place = body.text("location", "location_name", "place");
    return place != null ? place : body.at("location").text("name", "address");
  }

  String response(ProviderJson body) {
    String response = body.text("event_response", "response", "status");
    String answer =
        response == null ? body.at("event_response").text("response", "status") : response;
    String key =
        switch (answer == null ? "" : answer.toLowerCase(Locale.ROOT).replace('_', ' ')) {
          case "going", "yes", "accepted" -> "event-response.going";
          case "not going", "no", "declined" -> "event-response.not-going";
          default -> "event-response.maybe";
        };
    return texts.of(key);
  }
}
