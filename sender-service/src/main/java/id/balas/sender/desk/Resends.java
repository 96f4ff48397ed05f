package id.balas.sender.desk;

import id.balas.events.ChatCommand.Resend;
import id.balas.events.CloudEvents;
import id.balas.events.Content;
import id.balas.events.EventJson;
import id.balas.events.Issuer;
import id.balas.events.OutboundMessage;
import id.balas.sender.acts.Acts;
import id.balas.sender.desk.DeliveryBook.Whole;
import id.balas.sender.desk.DeliveryFilter.State;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/// Asks the bot to send again what had not reached the customer. A delivery is sent again once:
/// what fails again is a delivery of its own. Who asks twice publishes the same command twice, and
/// the bot decides it once.
@Component
class Resends {

  static final int MOST_AT_ONCE = 10_000;
  private static final int PAGE = 500;

  // A call of which nobody knows whether it was made is for a person to look at, one by one.
  private static final String CANDIDATES =
      """
      FROM sender.deliveries d
      WHERE d.state = 'FAILED' AND d.finished_at >= :since AND d.message IS NOT NULL
        AND (:channel::text IS NULL OR d.channel = :channel)
        AND (:reason::text IS NULL OR position(lower(:reason) IN lower(d.reason)) > 0)
        AND NOT EXISTS (SELECT FROM sender.acts act WHERE act.act = 'resend' AND act.subject = d.outbound_id)
        AND (d.attempts -> -1 ->> 'outcome' IS NOT DISTINCT FROM 'UNKNOWN') = :undecided
      """;

  private static final String CLAIM =
      """
      INSERT INTO sender.acts (request_id, act, subject, issued_by, issued_at, result)
      SELECT :requestId || '/' || d.outbound_id, 'resend', d.outbound_id, :issuedBy, :issuedAt, 'with ' || :requestId
      """
          + CANDIDATES
          + """
          ORDER BY d.created_at, d.outbound_id
          LIMIT :most
          ON CONFLICT DO NOTHING
          """;

  private static final String CLAIMED =
      """
      SELECT act.request_id, act.issued_at, d.message, d.created_at
      FROM sender.acts act JOIN sender.deliveries d ON d.outbound_id = act.subject
      WHERE act.act = 'resend' AND starts_with(act.request_id, :requestId || '/')
        AND (d.created_at, d.outbound_id) > (:after, :afterId)
      ORDER BY d.created_at, d.outbound_id
      LIMIT :page
      """;

  /// `undecided` are those of which nobody knows whether they were sent; they are left out.
  record Count(int failed, int undecided) {}

  record Bulk(int resent, int left, int undecided) {}

  /// Which failed deliveries: those that ended since then.
  record Which(Instant since, @Nullable String channel, @Nullable String reason) {}

  private record Claimed(ProducerRecord<String, byte[]> command, Timestamp createdAt, String id) {}

  private final DeliveryBook book;
  private final Publisher publisher;
  private final JdbcClient jdbc;

  Resends(DeliveryBook book, Publisher publisher, JdbcClient jdbc) {
    this.book = book;
    this.publisher = publisher;
    this.jdbc = jdbc;
  }

  static String commandId(String requestId) {
    return "resend-" + requestId;
  }

  /// The delivery, if it may be sent again at all.
  Whole resendable(String id) {
    Whole delivery = book.find(id).orElseThrow(Unknown::new);
    if (delivery.state() != State.FAILED && delivery.state() != State.DROPPED) {
      throw conflict(
          "It is " + delivery.state() + ": only one that is FAILED or DROPPED can be sent again.");
    }
    return delivery;
  }

  /// Throws when another request has sent it again.
  String resend(
      Acts acts, Acts.Request request, Whole delivery, @Nullable Content edited, String user) {
    Content content =
        edited != null ? edited : delivery.message() == null ? null : delivery.message().content();
    if (content == null) {
      throw conflict("An earlier release did not keep its words: give them as `content`.");
    }
    try {
      return acts.repeatable(
          request,
          at -> {
            publisher.publish(
                List.of(
                    command(
                        request.requestId(),
                        delivery.channel(),
                        delivery.chatId(),
                        user,
                        at,
                        delivery.id(),
                        content)));
            return commandId(request.requestId());
          });
    } catch (DuplicateKeyException e) {
      DeliveryBook.Resent resent = resendable(delivery.id()).resent();
      throw conflict(
          resent == null
              ? "Another request sends it again just now."
              : "It was sent again already, at %s by %s as command %s: if that failed too, resend that one."
                  .formatted(resent.at(), resent.by(), resent.commandId()));
    }
  }

  Count count(Which which) {
    return new Count(count(which, false), count(which, true));
  }

  private int count(Which which, boolean undecided) {
    return which(jdbc.sql("SELECT count(*) " + CANDIDATES), which, undecided)
        .query(Integer.class)
        .single();
  }

  /// At most 10,000 at once; the rest is `left` for the next request.
  Bulk resendAll(Acts.Request request, Instant at, Which which, String user) {
    which(jdbc.sql(CLAIM), which, false)
        .param("requestId", request.requestId())
        .param("issuedBy", request.issuedBy())
        .param("issuedAt", Timestamp.from(at))
        .param("most", MOST_AT_ONCE)
        .update();
    int resent = 0;
    var after = new Timestamp(0);
    String afterId = "";
    List<Claimed> page;
    do {
      page = claimed(request.requestId(), after, afterId, user);
      publisher.publish(page.stream().map(Claimed::command).toList());
      resent += page.size();
      if (!page.isEmpty()) {
        after = page.getLast().createdAt();
        afterId = page.getLast().id();
      }
    } while (page.size() == PAGE);
    Count left = count(which);
    return new Bulk(resent, left.failed(), left.undecided());
  }

  private List<Claimed> claimed(String requestId, Timestamp after, String afterId, String user) {
    return jdbc.sql(CLAIMED)
        .param("requestId", requestId)
        .param("after", after)
        .param("afterId", afterId)
        .param("page", PAGE)
        .query((row, _) -> {
          OutboundMessage message =
              EventJson.read(
                  row.getString("message").getBytes(StandardCharsets.UTF_8), OutboundMessage.class);
          Instant at = row.getTimestamp("issued_at").toInstant();
          return new Claimed(
              command(
                  row.getString("request_id"),
                  message.channel(),
                  message.chatId(),
                  user,
                  at,
                  message.id(),
                  message.content()),
              row.getTimestamp("created_at"),
              message.id());
        })
        .list();
  }

  private static JdbcClient.StatementSpec which(
      JdbcClient.StatementSpec sql, Which which, boolean undecided) {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("since", Timestamp.from(which.since()));
    parameters.put("channel", which.channel());
    parameters.put("reason", which.reason());
    parameters.put("undecided", undecided);
    return sql.params(parameters);
  }

  private static ProducerRecord<String, byte[]> command(
      String requestId,
      String channel,
      String chatId,
      String user,
      Instant at,
      String outboundId,
      Content content) {
    var issuer = Issuer.user(user, "admin");
    return CloudEvents.of(
        new Resend(commandId(requestId), channel, chatId, issuer, at, outboundId, content),
        "sender-service");
  }

  private static ResponseStatusException conflict(String sentence) {
    return new ResponseStatusException(HttpStatus.CONFLICT, sentence);
  }

  /// There is no row, for one of two reasons that nobody can tell apart here.
  static final class Unknown extends ResponseStatusException {
    Unknown() {
      super(
          HttpStatus.NOT_FOUND,
          "No delivery has this id: it never came or was forgotten, or it still waits in memory for its first try (then "
              + "look again in half a minute).");
    }
  }
}
