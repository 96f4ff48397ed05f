package id.balas.sender.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed.Kind;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/// Every end of a delivery, and what the chat learns of it.
class FailureKindTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Delivery NEW =
      Delivery.of(
          OutboundMessage.toChat(
              "o1",
              "default",
              "628110000007@s.whatsapp.net",
              new Content.Text("halo"),
              Author.BOT,
              "m1",
              0,
              null,
              NOW,
              null));
  private static final Delivery CALLED = NEW.attempted("A", NOW, NOW.plusSeconds(25));

  static final List<Arguments> ENDS =
      List.of(
          arguments("waits", NEW, null),
          arguments("unknown", CALLED.unknown("timeout", NOW, NOW), null),
          arguments("accepted", CALLED.accepted("W-1", NOW), null),
          arguments("rejected", CALLED.rejected("400 no such number", NOW), Kind.REJECTED),
          arguments("too late", CALLED.dropped("too late to answer", NOW), Kind.LATE),
          arguments("too old", NEW.failed("too old", NOW), Kind.LATE),
          arguments("given up", NEW.failed("given up after 1 tries: 429", NOW), Kind.GIVEN_UP),
          arguments(
              "undecidable", NEW.failed("unknown whether sent: two alike", NOW), Kind.UNDECIDABLE),
          arguments("overtaken", CALLED.dropped("a person took over", NOW), Kind.OVERTAKEN),
          arguments("discarded", NEW.dropped("discarded: no longer needed", NOW), null),
          arguments(
              "reported later",
              NEW.failed("WhatsApp reported that it failed: no such number", NOW),
              Kind.REPORTED));

  @ParameterizedTest(name = "{0}: {2}")
  @FieldSource("ENDS")
  void everyFailureHasItsKind(String name, Delivery delivery, @Nullable Kind kind) {
    assertThat(FailureKind.of(delivery)).isEqualTo(kind);
  }
}
