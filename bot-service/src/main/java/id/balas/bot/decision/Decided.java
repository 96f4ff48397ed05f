package id.balas.bot.decision;

import id.balas.events.ChatKey;
import id.balas.events.WireRecord;
import java.time.Instant;
import java.util.List;

/// What one input led to, as it is stored and can be published again: `emits` is all of it, in order.
public record Decided(
    ChatKey chat, String causeId, Outcome outcome, String rule, List<WireRecord> emits, Instant decidedAt) {

  /// Every input ends in one of these.
  public enum Outcome {
    ANSWERED,
    SILENT,
    DONE,
    REFUSED,
    ASKED
  }
}
