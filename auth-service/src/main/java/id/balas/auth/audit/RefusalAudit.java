package id.balas.auth.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import id.balas.auth.access.Caller;
import id.balas.service.text.ShortText;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Audits calls that were refused with 403: of each caller, method and first part of the path once
/// a minute, so that a page that repeats a refused call does not fill the audit.
@Component
public class RefusalAudit {

  private static final Logger log = LoggerFactory.getLogger(RefusalAudit.class);
  private static final int LONGEST = 300;
  private static final int MOST_CALLS = 20_000;

  private final Audit audit;
  private final Cache<Refused, Boolean> noted =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).maximumSize(MOST_CALLS).build();

  private record Refused(String id, String method, String start) {}

  RefusalAudit(Audit audit) {
    this.audit = audit;
  }

  public void record(Caller caller, HttpServletRequest request) {
    String path = request.getRequestURI();
    String id = caller.apiKeyId() == null ? caller.id() : "key:" + caller.apiKeyId();
    var refused = new Refused(id, request.getMethod(), start(path));
    if (noted.asMap().putIfAbsent(refused, true) != null) {
      return;
    }
    try {
      audit.record(
          caller,
          "access.refused",
          ShortText.of(request.getMethod() + " " + path, LONGEST),
          request.getRemoteAddr(),
          null);
    } catch (DataAccessException e) {
      log.error("A refused call of user {} was not audited", caller.id(), e);
    }
  }

  private static String start(String path) {
    String[] parts = path.split("/", 3);
    return parts.length > 1 ? parts[1] : path;
  }
}
