package id.balas.sender.delivery;

import id.balas.events.OutboundMessage;
import id.balas.events.value.Content;
import id.balas.sender.protocol.Acts;
import id.balas.sender.protocol.Delivery;
import id.balas.whapi.numbers.RecentEntries;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Deletions of messages that still wait. Such a message is not sent. The deletion follows it in
/// the chat's queue, so it is known before its own turn. Without this, the message would be sent
/// and deleted.
@Component
public class Deletions {

  private static final int REMEMBERED = 10_000;

  // After a restart, a parked deletion is only in the database.
  private static final String IS_PARKED =
      """
      SELECT EXISTS (
        SELECT FROM sender.deliveries
        WHERE log_partition = :partition AND channel = :channel AND chat_id = :chatId
          AND message::json -> 'content' ->> '@type' = 'Deletion'
          AND message::json -> 'content' ->> 'messageId' = :id)
      """;

  private final RecentEntries<Boolean> read = new RecentEntries<>(REMEMBERED);
  private final JdbcClient jdbc;

  Deletions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A message was read from the topic, possibly long before its turn.
  public void seen(OutboundMessage message) {
    if (message.content() instanceof Content.Deletion(String messageId)) {
      var _ = read.add(messageId, true);
    }
  }

  boolean isDeleted(Delivery delivery) {
    OutboundMessage message = delivery.message();
    if (Acts.is(delivery)) {
      return false;
    }
    if (read.get(message.id()) != null) {
      return true;
    }
    Delivery.Place place = delivery.parkedAt();
    return place != null
        && jdbc.sql(IS_PARKED)
            .param("partition", place.partition())
            .param("channel", message.channel())
            .param("chatId", message.chatId())
            .param("id", message.id())
            .query(Boolean.class)
            .single();
  }
}
