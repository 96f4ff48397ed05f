package id.balas.auth.frontdoor;

import id.balas.auth.access.Caller;
import id.balas.auth.access.Route;
import id.balas.auth.audit.Audit;
import id.balas.auth.audit.RefusalAudit;
import id.balas.auth.frontdoor.BackendClient.Answered;
import id.balas.auth.frontdoor.BackendClient.Broken;
import id.balas.auth.frontdoor.BackendClient.Down;
import id.balas.auth.frontdoor.BackendClient.Outcome;
import id.balas.auth.frontdoor.BackendClient.Slow;
import id.balas.service.text.ShortText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Audits relayed actions: those that succeeded, those with an unknown result, and all calls that a
/// service refused with 403. The text of a message is not recorded.
@Component
class ActionAudit {

  private static final Logger log = LoggerFactory.getLogger(ActionAudit.class);
  private static final int LONGEST = 300;

  private final Audit audit;
  private final RefusalAudit refusals;

  ActionAudit(Audit audit, RefusalAudit refusals) {
    this.audit = audit;
    this.refusals = refusals;
  }

  void record(Caller caller, Route route, HttpServletRequest request, Outcome outcome) {
    if (outcome instanceof Answered(var response)
        && response.statusCode() == HttpStatus.FORBIDDEN.value()) {
      refusals.record(caller, request);
      return;
    }
    String act = route.act();
    String result =
        switch (outcome) {
          case Answered(var response) when response.statusCode() < 300 -> "done";
          case Answered(var response) when response.statusCode() < 500 -> null;
          case Answered(var response) -> "unknown: answered " + response.statusCode();
          case Slow _ -> "unknown: no answer in time";
          case Broken _ -> "unknown: the answer broke off";
          case Down _ -> null;
        };
    if (act == null || result == null) {
      return;
    }
    try {
      audit.record(
          caller,
          act,
          target(act, route, request),
          request.getRemoteAddr(),
          detail(result, request));
    } catch (DataAccessException e) {
      log.error("Action {} of user {} was not audited", act, caller.id(), e);
    }
  }

  /// As in `chat:default:6281112223334@s.whatsapp.net`.
  private static @Nullable String target(String act, Route route, HttpServletRequest request) {
    return route
        .firstVariable(request.getRequestURI())
        .map(id -> act.split("\\.", 2)[0] + ":" + shortened(id))
        .orElse(null);
  }

  private static String detail(String result, HttpServletRequest request) {
    String key = request.getHeader("Idempotency-Key");
    return Stream.of(result, request.getQueryString(), key == null ? null : "key " + key)
        .filter(part -> part != null)
        .map(ActionAudit::shortened)
        .collect(Collectors.joining(", "));
  }

  private static String shortened(String text) {
    return ShortText.of(text.replace("\0", ""), LONGEST);
  }
}
