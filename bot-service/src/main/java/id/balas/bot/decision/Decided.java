package id.balas.bot.decision;

import id.balas.events.ChatKey;
import id.balas.events.WireRecord;
import java.time.Instant;
import java.util.List;

/// What one input led to, as it is stored and can be published again: `emits` is all of it, in
/// order.
public record Decided(
    ChatKey chat,
    String causeId,
    Outcome outcome,
    String rule,
    List<WireRecord> emits,
    Instant decidedAt) {

  /// Every input ends in one of these; only `ASKED`, the question that the AI has yet to answer, is
  /// no end.
  public enum Outcome {
    ANSWERED,
    SILENT,
    HANDED_OFF,
    DONE,
    REFUSED,
    ASKED
  }

  /// The end of a question that was `ASKED`, by the input `endedBy`.
  public record Ended(ChatKey chat, String causeId, Outcome outcome, String rule, String endedBy) {}
}
