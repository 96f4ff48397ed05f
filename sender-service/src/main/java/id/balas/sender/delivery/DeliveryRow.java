package id.balas.sender.delivery;

import id.balas.events.OutboundMessage;
import id.balas.events.wire.EventJson;
import id.balas.sender.protocol.Attempt;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.Delivery.Place;
import id.balas.sender.protocol.Delivery.State;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// One row of sender.deliveries as JSON: the components are the columns of `json_to_recordset`.
record DeliveryRow(
    String outbound_id,
    String channel,
    String chat_id,
    String message,
    State state,
    int tries,
    @Nullable State loaded_state,
    int loaded_tries,
    boolean announced,
    List<Attempt> attempts,
    @Nullable Instant next_try_at,
    @Nullable String message_id,
    @Nullable String reason,
    @Nullable Integer log_partition,
    @Nullable Long log_offset,
    Instant created_at,
    @Nullable Instant finished_at) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};

  static String json(Collection<DeliveryRow> rows) {
    return JSON.writeValueAsString(rows);
  }

  /// `loaded` is the state that the update expects; null for an insert.
  static DeliveryRow of(@Nullable Delivery loaded, Delivery now) {
    OutboundMessage message = now.message();
    Place place = now.parkedAt();
    return new DeliveryRow(
        message.id(),
        message.channel(),
        message.chatId(),
        new String(EventJson.write(message), StandardCharsets.UTF_8),
        now.state(),
        now.tries(),
        loaded == null ? null : loaded.state(),
        loaded == null ? 0 : loaded.tries(),
        loaded != null && loaded.state().isFinal(),
        now.attempts(),
        now.nextTryAt(),
        now.messageId(),
        now.reason(),
        place == null ? null : place.partition(),
        place == null ? null : place.offset(),
        message.createdAt(),
        now.finishedAt());
  }

  static Delivery read(ResultSet row, @Nullable OutboundMessage known) throws SQLException {
    String message = row.getString("message");
    int partition = row.getInt("log_partition");
    boolean isParked = !row.wasNull();
    return new Delivery(
        known != null
            ? known
            : EventJson.read(message.getBytes(StandardCharsets.UTF_8), OutboundMessage.class),
        State.valueOf(row.getString("state")),
        JSON.readValue(row.getString("attempts"), ATTEMPTS),
        instant(row, "next_try_at"),
        row.getString("message_id"),
        row.getString("reason"),
        instant(row, "finished_at"),
        isParked ? new Place(partition, row.getLong("log_offset")) : null);
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp time = row.getTimestamp(column);
    return time == null ? null : time.toInstant();
  }
}
