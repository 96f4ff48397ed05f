package id.balas.sender.delivery.queries;

import id.balas.events.value.Author;
import id.balas.sender.protocol.Delivery.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Deliveries, newest first; `next` is the cursor of the next page, null on the last one.
public record DeliveryPage(List<Line> deliveries, @Nullable String next) {

  /// A delivery without its text and attempts. `content` is the kind, such as `Text`.
  @Schema(name = "DeliveryLine")
  public record Line(
      String id,
      String channel,
      String chatId,
      State state,
      Author.@Nullable Kind author,
      @Nullable String content,
      @Nullable String reason,
      int tries,
      @Nullable String messageId,
      Instant createdAt,
      @Nullable Instant nextTryAt,
      @Nullable Instant finishedAt) {}
}
