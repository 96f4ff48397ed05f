package id.balas.sender.delivery;

import id.balas.sender.protocol.Delivery.State;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The provider's ids of our messages, for acts on them and for quotes.
@Repository
class SentIds {

  /// `mayBeSent` if the result of a call was unknown to the end.
  record Sent(State state, @Nullable String messageId, boolean mayBeSent) {}

  private final JdbcClient jdbc;

  SentIds(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Empty for the id of a message that we did not send, or deleted long ago.
  Optional<Sent> of(String outboundId) {
    return jdbc.sql(
            """
            SELECT state, message_id, attempts -> -1 ->> 'outcome' IS NOT DISTINCT FROM 'UNKNOWN' AS may_be_sent
            FROM sender.deliveries WHERE outbound_id = :id
            """)
        .param("id", outboundId)
        .query((row, _) ->
            new Sent(
                State.valueOf(row.getString("state")),
                row.getString("message_id"),
                row.getBoolean("may_be_sent")))
        .optional();
  }
}
