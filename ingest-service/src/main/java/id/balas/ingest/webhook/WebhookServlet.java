package id.balas.ingest.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import id.balas.ingest.source.RefusedAddresses;
import id.balas.ingest.translation.WebhookRoute;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/// The webhook endpoint. It is a plain servlet, so that no filter reads a body before the caller is
/// authenticated and requests cost as little as possible.
class WebhookServlet extends HttpServlet {

  static final String PATH = "/webhook/whapi";

  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final byte[] OK = "{\"status\":\"ok\"}".getBytes(US_ASCII);
  private static final byte[] IGNORED = "{\"status\":\"ignored\"}".getBytes(US_ASCII);

  private final transient WebhookReceiver receiver;
  private final transient RejectionHandler rejections;
  private final transient RefusedAddresses refused;
  private final transient Drain drain;

  WebhookServlet(
      WebhookReceiver receiver,
      RejectionHandler rejections,
      RefusedAddresses refused,
      Drain drain) {
    this.receiver = receiver;
    this.rejections = rejections;
    this.refused = refused;
    this.drain = drain;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (drain.hasBegun()) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
    try {
      if (refused.isBlocked(request)) {
        throw new RejectedRequestException(Rejection.TOO_MANY_FAILURES);
      }
      boolean kept = !receiver.receive(request, route(request)).records().isEmpty();
      refused.trust(request);
      answer(response, kept ? OK : IGNORED);
    } catch (RuntimeException e) {
      rejections.answer(e, request, response);
    }
  }

  // The provider has three modes: the event is in the path, the verb or the body.
  private static WebhookRoute route(HttpServletRequest request) {
    String verb = request.getMethod();
    if (!METHODS.contains(verb)) {
      throw new RejectedRequestException(Rejection.WRONG_METHOD);
    }
    String path = request.getPathInfo();
    if (path == null || path.equals("/")) {
      return WebhookRoute.of(null, null, verb);
    }
    String[] segments = path.substring(1).split("/", -1);
    return switch (segments.length) {
      case 1 -> WebhookRoute.of(segments[0], null, verb);
      case 2 -> WebhookRoute.of(segments[0], segments[1], verb);
      default -> throw new RejectedRequestException(Rejection.UNKNOWN_PATH);
    };
  }

  private static void answer(HttpServletResponse response, byte[] body) throws IOException {
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
