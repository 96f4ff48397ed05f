package id.balas.sender.delivery.queries;

import id.balas.sender.protocol.Delivery.State;
import id.balas.service.web.Cursor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The filter of a page of deliveries. A null component does not filter. `from` is inclusive, `to`
/// exclusive. `reason` matches any part of the reason and ignores case. A delivery is `handled` if
/// an admin has resent or discarded it.
public record DeliverySearch(
    @Nullable State state,
    @Nullable String chatId,
    @Nullable String channel,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String reason,
    @Nullable Boolean handled,
    @Nullable Cursor cursor,
    int limit) {}
