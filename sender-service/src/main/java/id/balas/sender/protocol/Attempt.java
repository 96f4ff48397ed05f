package id.balas.sender.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One call to the provider: by which instance, until when nobody else may take it for lost, and
/// what came of it, with what shows that. No `outcome` means that nobody has said.
public record Attempt(
    int number,
    String owner,
    Instant startedAt,
    Instant leaseUntil,
    @Nullable Instant endedAt,
    @Nullable Outcome outcome,
    @Nullable String reason,
    @Nullable String evidence) {

  /// `CHANNEL_DOWN` and `NOT_MADE` are no fault of the message.
  public enum Outcome {
    ACCEPTED,
    REJECTED,
    NOT_SENT,
    CHANNEL_DOWN,
    NOT_MADE,
    UNKNOWN
  }

  public Attempt ended(Instant at, Outcome what, @Nullable String why) {
    return new Attempt(number, owner, startedAt, leaseUntil, at, what, why, null);
  }

  /// What was found out later of a call that was unknown; why it was so stays.
  public Attempt shown(Outcome what, String shownBy) {
    return new Attempt(number, owner, startedAt, leaseUntil, endedAt, what, reason, shownBy);
  }
}
