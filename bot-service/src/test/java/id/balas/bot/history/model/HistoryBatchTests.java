package id.balas.bot.history.model;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.value.Content;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryBatchTests {

  // Reports look for a customer's message from the opening of its conversation, which is its exact
  // time.
  @ParameterizedTest
  @CsvSource({
    "10:00:00, 10:00:00.250, 10:00:00.250",
    "10:00:00, 10:00:04, 10:00:00.999",
    "10:00:00, 09:59:58, 10:00:00",
    "10:00:00.999500, 10:00:00.999500, 10:00:00.999500",
    "10:00:00.999500, 10:00:04, 10:00:01.998500",
  })
  void timeOfReceiptOrdersMessagesWithinASecond(String sent, String received, String expected) {
    var message =
        new InboundMessage(
            "m1",
            "default",
            "628123@s.whatsapp.net",
            "628123@s.whatsapp.net",
            null,
            From.CUSTOMER,
            new Content.Text("halo"),
            null,
            at(sent),
            at(received),
            false);

    assertThat(new HistoryBatch().add(message, at(received), 1).messages().getFirst().sentAt())
        .isEqualTo(at(expected));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-01T" + time + "Z");
  }
}
