package id.balas.sender.delivery.queries;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import id.balas.events.OutboundMessage;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.Delivery.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One delivery with each attempt and its evidence.
public record DeliveryDetails(
    String id,
    String channel,
    String chatId,
    State state,
    @Nullable Waits waits,
    @Nullable String reason,
    @Nullable String messageId,
    @Nullable OutboundMessage message,
    @Schema(implementation = Attempts.class) JsonNode attempts,
    Instant createdAt,
    @Nullable Instant finishedAt,
    @JsonUnwrapped Handled handled) {

  interface Attempts extends List<Delivery.Attempt> {}

  /// Why an open delivery waits, its earliest next step, and the number of messages of its chat
  /// that are ahead of it.
  public record Waits(String why, @Nullable Instant until, int behind) {}

  @Schema(name = "KnownResend")
  public record Resent(String commandId, String by, Instant at) {}

  @Schema(name = "KnownDiscard")
  public record Discarded(
      @Schema(example = "answered by phone") String note, String by, Instant at) {}

  /// What admins have done with it.
  public record Handled(@Nullable Resent resent, @Nullable Discarded discarded) {

    static final Handled UNKNOWN = new Handled(null, null);
  }

  public DeliveryDetails with(Handled known) {
    return new DeliveryDetails(
        id,
        channel,
        chatId,
        state,
        waits,
        reason,
        messageId,
        message,
        attempts,
        createdAt,
        finishedAt,
        known);
  }
}
