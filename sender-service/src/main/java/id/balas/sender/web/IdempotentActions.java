package id.balas.sender.web;

import id.balas.sender.delivery.queries.DeliveryDetails.Discarded;
import id.balas.sender.delivery.queries.DeliveryDetails.Handled;
import id.balas.sender.delivery.queries.DeliveryDetails.Resent;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.ProblemException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.ErrorResponseException;

/// Performs an admin's action once per `Idempotency-Key`, and records its author and its result.
@Repository
class IdempotentActions {

  private static final String UNDER_WAY = "under way";

  private static final String BEGIN =
      """
      INSERT INTO sender.acts (request_id, act, subject, issued_by, issued_at, result, fingerprint)
      VALUES (:requestId, :act, :subject, :issuedBy, :issuedAt, :result, :fingerprint)
      ON CONFLICT (request_id) DO NOTHING
      """;

  private static final String END =
      "UPDATE sender.acts SET result = :result WHERE request_id = :requestId";

  private static final String FORGET =
      "DELETE FROM sender.acts WHERE request_id = :requestId AND result = :underWay";

  private static final String SELECT =
      "SELECT request_id, act, subject, issued_by, issued_at, result, fingerprint FROM sender.acts ";
  private static final String FIND = SELECT + "WHERE request_id = :requestId";
  private static final String HANDLED =
      SELECT
          + "WHERE act IN ('resend', 'discard') AND subject = :outboundId AND result <> :underWay ORDER BY issued_at";
  private static final String INTERRUPTED_RESEND =
      "SELECT request_id FROM sender.acts WHERE act = 'resend' AND subject = :outboundId AND result = :underWay";

  /// `act` is a verb such as `pause`, `subject` its object, `fingerprint` a hash of both and of the
  /// body.
  record Request(
      String requestId, String act, String subject, String issuedBy, String fingerprint) {

    static Request of(
        IdempotencyKey key, String act, String subject, Requester by, @Nullable Object body) {
      return new Request(
          key.value(), act, subject, by.toString(), IdempotencyKey.fingerprint(act, subject, body));
    }

    private boolean isRequestOf(Act known) {
      return act.equals(known.act())
          && subject.equals(known.subject())
          && issuedBy.equals(known.issuedBy())
          && (known.fingerprint() == null || known.fingerprint().equals(fingerprint));
    }
  }

  private record Act(
      String requestId,
      String act,
      String subject,
      String issuedBy,
      Instant issuedAt,
      String result,
      @Nullable String fingerprint) {}

  private final JdbcClient jdbc;
  private final Clock clock;

  IdempotentActions(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Returns the result of the work. A repeated request returns the first result and does not run
  /// the work. Throws a 422 for a key of another request, a 409 for one that has not ended.
  String once(Request request, Supplier<String> work) {
    if (!begin(request)) {
      return resultOf(request);
    }
    return ended(request.requestId(), work.get());
  }

  /// Like [#once], for work that may safely run again: work that began and has not ended is run
  /// again with the time of the first request. A request that the work refuses with a 4xx is not
  /// recorded.
  String repeatable(Request request, Function<Instant, String> work) {
    boolean isNew = begin(request);
    Act act = known(request);
    if (!act.result().equals(UNDER_WAY)) {
      return act.result();
    }
    try {
      return ended(request.requestId(), work.apply(act.issuedAt()));
    } catch (ErrorResponseException e) {
      if (isNew && e.getStatusCode().is4xxClientError()) {
        jdbc.sql(FORGET)
            .param("requestId", request.requestId())
            .param("underWay", UNDER_WAY)
            .update();
      }
      throw e;
    }
  }

  /// Runs the work with the id of the request that began to resend the delivery and has not ended,
  /// and with the present time. Empty if no request is interrupted.
  Optional<String> finishResend(String outboundId, BiFunction<String, Instant, String> work) {
    return jdbc.sql(INTERRUPTED_RESEND)
        .param("outboundId", outboundId)
        .param("underWay", UNDER_WAY)
        .query(String.class)
        .optional()
        .map(requestId -> ended(requestId, work.apply(requestId, clock.instant())));
  }

  private String ended(String requestId, String result) {
    jdbc.sql(END).param("result", result).param("requestId", requestId).update();
    return result;
  }

  private boolean begin(Request request) {
    return jdbc.sql(BEGIN)
            .param("requestId", request.requestId())
            .param("act", request.act())
            .param("subject", request.subject())
            .param("issuedBy", request.issuedBy())
            .param("issuedAt", Timestamp.from(clock.instant()))
            .param("result", UNDER_WAY)
            .param("fingerprint", request.fingerprint())
            .update()
        == 1;
  }

  private String resultOf(Request request) {
    Act known = known(request);
    if (known.result().equals(UNDER_WAY)) {
      throw ProblemException.conflict(
          "This %s began at %s and has not ended, or its process died. Check its result, then use a new Idempotency-Key."
              .formatted(known.act(), known.issuedAt()));
    }
    return known.result();
  }

  private Act known(Request request) {
    Act known = jdbc.sql(FIND).param("requestId", request.requestId()).query(Act.class).single();
    if (!request.isRequestOf(known)) {
      throw IdempotencyKey.usedForAnother(known.act() + " of " + known.subject());
    }
    return known;
  }

  /// What admins have done with a delivery: the acts that have ended. The latest of several notes
  /// counts.
  Handled handled(String outboundId) {
    Resent resent = null;
    Discarded discarded = null;
    List<Act> acts =
        jdbc.sql(HANDLED)
            .param("outboundId", outboundId)
            .param("underWay", UNDER_WAY)
            .query(Act.class)
            .list();
    for (Act act : acts) {
      if (act.act().equals("resend")) {
        resent = new Resent(Resends.commandId(act.requestId()), act.issuedBy(), act.issuedAt());
      } else {
        discarded = new Discarded(act.result(), act.issuedBy(), act.issuedAt());
      }
    }
    return new Handled(resent, discarded);
  }
}
