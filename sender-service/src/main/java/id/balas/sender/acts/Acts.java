package id.balas.sender.acts;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.web.server.ResponseStatusException;

/// Does what people ask for once per request id, and keeps who asked for what and what came of it.
@Repository
public class Acts {

  private static final String UNDER_WAY = "under way";

  private static final String BEGIN =
      """
      INSERT INTO sender.acts (request_id, act, subject, issued_by, issued_at, result)
      VALUES (:requestId, :act, :subject, :issuedBy, :issuedAt, :result)
      ON CONFLICT (request_id) DO NOTHING
      """;

  private static final String END =
      "UPDATE sender.acts SET result = :result WHERE request_id = :requestId";

  private static final String FORGET =
      "DELETE FROM sender.acts WHERE request_id = :requestId AND result = :underWay";

  private static final String FIND =
      "SELECT request_id, act, subject, issued_by, issued_at, result FROM sender.acts WHERE request_id = :requestId";

  /// `act` is a verb such as `pause`, `subject` what it is done to.
  public record Request(String requestId, String act, String subject, String issuedBy) {}

  private record Act(
      String requestId,
      String act,
      String subject,
      String issuedBy,
      Instant issuedAt,
      String result) {}

  private final JdbcClient jdbc;
  private final Clock clock;

  Acts(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// The result of the work, which is not done again for a request that comes again. Throws
  /// [RequestRefused].
  public String once(Request request, Supplier<String> work) {
    if (!begin(request)) {
      return resultOf(request);
    }
    return ended(request, work.get());
  }

  /// Like [#once], for work that does no harm when it is done again with the same id: what was
  /// begun and has not ended is done again, as issued at the time of the first request. A request
  /// that the work refuses leaves no trace.
  public String repeatable(Request request, Function<Instant, String> work) {
    boolean isNew = begin(request);
    Act act = known(request);
    if (!act.result().equals(UNDER_WAY)) {
      return act.result();
    }
    try {
      return ended(request, work.apply(act.issuedAt()));
    } catch (ResponseStatusException e) {
      if (isNew && e.getStatusCode().is4xxClientError()) {
        jdbc.sql(FORGET)
            .param("requestId", request.requestId())
            .param("underWay", UNDER_WAY)
            .update();
      }
      throw e;
    }
  }

  private String ended(Request request, String result) {
    jdbc.sql(END).param("result", result).param("requestId", request.requestId()).update();
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
            .update()
        == 1;
  }

  private String resultOf(Request request) {
    Act known = known(request);
    if (known.result().equals(UNDER_WAY)) {
      throw new RequestRefused(
          "This %s was begun at %s and has not ended, or its process died: see what came of it, then use a new Idempotency-Key."
              .formatted(known.act(), known.issuedAt()));
    }
    return known.result();
  }

  private Act known(Request request) {
    Act known = jdbc.sql(FIND).param("requestId", request.requestId()).query(Act.class).single();
    if (!known.act().equals(request.act()) || !known.subject().equals(request.subject())) {
      throw new RequestRefused(
          "Idempotency-Key was used for another act (%s of %s): use a new one."
              .formatted(known.act(), known.subject()));
    }
    return known;
  }
}
