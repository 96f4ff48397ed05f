package id.balas.bot.decision;

import id.balas.events.WireRecord;
import id.balas.events.value.ChatKey;
import java.time.Instant;
import java.util.List;

/// The stored decision about one input. `emits` lists every record to publish, in order, so that
/// the same records can be published again.
public record Decided(
    ChatKey chat,
    String causeId,
    Outcome outcome,
    String rule,
    List<WireRecord> emits,
    Instant decidedAt) {

  /// Every input ends in one of these. Only `ASKED` is not final: the AI has yet to answer.
  public enum Outcome {
    ANSWERED,
    SILENT,
    HANDED_OFF,
    DONE,
    REFUSED,
    ASKED
  }

  /// The final outcome of a question that was `ASKED`, set by the input `endedBy`.
  public record Ended(ChatKey chat, String causeId, Outcome outcome, String rule, String endedBy) {}
}
