package id.balas.sender.web;

import id.balas.events.OutboundMessage;
import id.balas.events.wire.EventJson;
import id.balas.sender.delivery.queries.DeliveryQueries;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Claims failed deliveries for a bulk resend, so that each is resent once. A claim is a row of
/// `sender.acts`; it is inserted by a query on `sender.deliveries`, so that two requests at the
/// same time cannot claim the same delivery and thousands need one statement. It is under way until
/// Kafka has its command.
@Repository
class ResendClaims {

  // A delivery whose last call has an unknown result may have been sent: an admin checks each.
  private static final String MATCHES =
      """
      d.state = 'FAILED' AND d.finished_at >= :since AND d.message IS NOT NULL
        AND d.message::json -> 'content' ->> '@type' NOT IN ('Reaction', 'Edit', 'Deletion')
        AND (:channel::text IS NULL OR d.channel = :channel)
        AND (:reason::text IS NULL OR position(lower(:reason) IN lower(d.reason)) > 0)
        AND (d.attempts -> -1 ->> 'outcome' IS NOT DISTINCT FROM 'UNKNOWN') = :undecided
      """;

  private static final String CANDIDATES =
      "FROM sender.deliveries d WHERE " + MATCHES + "AND NOT " + DeliveryQueries.HANDLED;

  // A process that died, or a 503, leaves claims that may have been published or not. The request
  // that finishes them publishes the same commands.
  private static final String CLAIMED =
      """
      FROM sender.acts act JOIN sender.deliveries d ON d.outbound_id = act.subject
      WHERE act.act = 'resend'
        AND (starts_with(act.request_id, :requestId || '/') OR (act.result = 'under way' AND
      """
          + MATCHES
          + "))\n";

  private static final String CLAIM =
      """
      INSERT INTO sender.acts (request_id, act, subject, issued_by, issued_at, result)
      SELECT :requestId || '/' || d.outbound_id, 'resend', d.outbound_id, :issuedBy, :issuedAt, 'under way'
      """
          + CANDIDATES
          + """
          AND NOT EXISTS (SELECT FROM sender.acts act WHERE act.act = 'resend' AND act.subject = d.outbound_id)
          ORDER BY d.created_at, d.outbound_id
          LIMIT greatest(0, :most - (SELECT count(*)
          """
          + CLAIMED
          + """
          ))
          ON CONFLICT DO NOTHING
          """;

  private static final String PAGE =
      "SELECT act.request_id, d.message, d.created_at "
          + CLAIMED
          + """
          AND (d.created_at, d.outbound_id) > (:after, :afterId)
          ORDER BY d.created_at, d.outbound_id
          LIMIT :page
          """;

  // As of a single resend, the result is the id of the command.
  private static final String END =
      "UPDATE sender.acts SET result = 'resend-' || request_id WHERE request_id IN (:requestIds)";

  /// Deliveries that failed since then. `reason` matches any part of the reason.
  record Which(Instant since, @Nullable String channel, @Nullable String reason) {}

  /// A delivery that a request claimed; `requestId` is its own.
  record Claim(String requestId, OutboundMessage message, Instant createdAt) {}

  private final JdbcClient jdbc;

  ResendClaims(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// `undecided` selects deliveries whose result is unknown. They are never claimed.
  int count(Which which, boolean undecided) {
    return which(jdbc.sql("SELECT count(*) " + CANDIDATES), which, undecided)
        .query(Integer.class)
        .single();
  }

  /// Claims the oldest of them, so that `most` are to be published with those that were claimed
  /// before.
  void claim(IdempotentActions.Request request, Instant at, Which which, int most) {
    which(jdbc.sql(CLAIM), which, false)
        .param("requestId", request.requestId())
        .param("issuedBy", request.issuedBy())
        .param("issuedAt", Timestamp.from(at))
        .param("most", most)
        .update();
  }

  /// The claims of the request after `last`, and those of others that have not ended, oldest
  /// message first; null for the first page.
  List<Claim> page(String requestId, Which which, @Nullable Claim last, int size) {
    return which(jdbc.sql(PAGE), which, false)
        .param("requestId", requestId)
        .param("after", Timestamp.from(last == null ? Instant.EPOCH : last.createdAt()))
        .param("afterId", last == null ? "" : last.message().id())
        .param("page", size)
        .query((row, _) ->
            new Claim(
                row.getString("request_id"),
                EventJson.read(
                    row.getString("message").getBytes(StandardCharsets.UTF_8),
                    OutboundMessage.class),
                row.getTimestamp("created_at").toInstant()))
        .list();
  }

  /// Kafka has their commands.
  void end(List<Claim> published) {
    if (!published.isEmpty()) {
      jdbc.sql(END).param("requestIds", published.stream().map(Claim::requestId).toList()).update();
    }
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
}
