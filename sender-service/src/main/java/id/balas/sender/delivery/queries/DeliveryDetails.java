package id.balas.sender.delivery.queries;

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
    @Nullable Resent resent) {

  interface Attempts extends List<Delivery.Attempt> {}

  /// Why an open delivery waits, its earliest next step, and the number of messages of its chat
  /// that are ahead of it.
  public record Waits(String why, @Nullable Instant until, int behind) {}

  @Schema(name = "KnownResend")
  public record Resent(String commandId, String by, Instant at) {}

  public DeliveryDetails with(@Nullable Resent resend) {
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
        resend);
  }
}
