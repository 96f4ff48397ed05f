package id.balas.sender.reconciliation;

import id.balas.events.MessageEcho;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The echoes: messages sent through the provider's API, as its webhooks reported them. Kept for
/// two days.
@Repository
class Echoes {

  private static final Duration KEPT = Duration.ofDays(2);
  private static final JsonMapper JSON = new JsonMapper();

  private static final String ADD =
      """
      INSERT INTO sender.echoes (channel, message_id, chat_id, content, sent_at)
      SELECT channel, "messageId", "chatId", content, "sentAt"
      FROM json_to_recordset(:rows::json)
        AS new(channel text, "messageId" text, "chatId" text, content jsonb, "sentAt" timestamptz)
      ORDER BY channel, "messageId"
      ON CONFLICT DO NOTHING
      """;

  private static final String OF_CHAT =
      """
      SELECT message_id, content
      FROM sender.echoes
      WHERE channel = :channel AND chat_id = :chatId AND sent_at BETWEEN :from AND :to
      ORDER BY sent_at, message_id
      """;

  private final JdbcClient jdbc;

  Echoes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Echo(String messageId, Content content) {}

  void add(List<MessageEcho> echoes) {
    jdbc.sql(ADD).param("rows", JSON.writeValueAsString(echoes)).update();
  }

  List<Echo> of(ChatKey chat, Instant from, Instant to) {
    return jdbc.sql(OF_CHAT)
        .param("channel", chat.channel())
        .param("chatId", chat.chatId())
        .param("from", Timestamp.from(from))
        .param("to", Timestamp.from(to))
        .query((row, _) ->
            new Echo(
                row.getString("message_id"),
                JSON.readValue(row.getString("content"), Content.class)))
        .list();
  }

  @Scheduled(fixedDelayString = "PT10M")
  void deleteExpired() {
    jdbc.sql("DELETE FROM sender.echoes WHERE sent_at < :before")
        .param("before", Timestamp.from(Instant.now().minus(KEPT)))
        .update();
  }
}
