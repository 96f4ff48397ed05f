package id.balas.ingest.gaps;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.WireRecord;
import id.balas.events.value.Content;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTests {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void messagesOfOneSecondKeepTheirOrder() {
    List<InboundMessage> written =
        IntStream.range(0, 50)
            .mapToObj(i -> message("W-" + i * 7919 % 50, NOON.plusSeconds(i / 20)))
            .toList();
    var candidates = new Candidates();
    // The provider lists the newest first.
    written.reversed().forEach(candidates::add);
    assertThat(candidates.missing()).isEqualTo(written);
  }

  @Test
  void olderMessagesComeFirst() {
    var candidates = new Candidates();
    InboundMessage late = message("W-late", NOON.plusSeconds(1));
    InboundMessage early = message("W-early", NOON);
    List.of(early, late).forEach(candidates::add);
    assertThat(candidates.missing()).containsExactly((WireRecord) early, late);
  }

  private static InboundMessage message(String id, Instant sentAt) {
    return new InboundMessage(
        id,
        "default",
        "628110000007@s.whatsapp.net",
        "628110000007@s.whatsapp.net",
        null,
        From.CUSTOMER,
        new Content.Text(id),
        null,
        sentAt,
        NOON,
        true);
  }
}
