package id.balas.sender.delivery.queries;

import id.balas.sender.protocol.Delivery.State;
import id.balas.service.web.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which deliveries a page shows. Null does not restrict; `from` is inclusive, `to` is exclusive.
/// `reason` is a part of the reason, in either case.
public record DeliverySearch(
    @Nullable State state,
    @Nullable String chatId,
    @Nullable String channel,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String reason,
    @Nullable Cursor cursor,
    int limit) {}
