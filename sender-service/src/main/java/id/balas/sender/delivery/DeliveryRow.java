package id.balas.sender.delivery;

import id.balas.events.OutboundMessage;
import id.balas.events.wire.EventJson;
import id.balas.sender.protocol.Delivery;
import id.balas.sender.protocol.Delivery.Attempt;
import id.balas.sender.protocol.Delivery.Place;
import id.balas.sender.protocol.Delivery.State;
import id.balas.service.database.Columns;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Rows of `sender.deliveries`: written as JSON for `json_to_recordset`, read from a result set.
public final class DeliveryRow {

  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};

  private DeliveryRow() {}

  static String json(Collection<Map<String, @Nullable Object>> rows) {
    return JSON.writeValueAsString(rows);
  }

  /// The columns of one row. `loaded` is the state that the update expects, null for an insert.
  static Map<String, @Nullable Object> of(@Nullable Delivery loaded, Delivery now) {
    OutboundMessage message = now.message();
    Place place = now.parkedAt();
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("outbound_id", message.id());
    columns.put("channel", message.channel());
    columns.put("chat_id", message.chatId());
    columns.put("message", new String(EventJson.write(message), StandardCharsets.UTF_8));
    columns.put("state", now.state());
    columns.put("tries", now.tries());
    columns.put("loaded_state", loaded == null ? null : loaded.state());
    columns.put("loaded_tries", loaded == null ? 0 : loaded.tries());
    columns.put("announced", loaded != null && loaded.state().isFinal());
    columns.put("attempts", now.attempts());
    columns.put("next_try_at", now.nextTryAt());
    columns.put("message_id", now.messageId());
    columns.put("reason", now.reason());
    columns.put("log_partition", place == null ? null : place.partition());
    columns.put("log_offset", place == null ? null : place.offset());
    columns.put("created_at", message.createdAt());
    columns.put("finished_at", now.finishedAt());
    return columns;
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
        Columns.instant(row, "next_try_at"),
        row.getString("message_id"),
        row.getString("reason"),
        Columns.instant(row, "finished_at"),
        isParked ? new Place(partition, row.getLong("log_offset")) : null);
  }
}
