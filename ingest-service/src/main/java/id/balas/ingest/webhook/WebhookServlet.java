package id.balas.ingest.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;

import id.balas.ingest.ChatInputPublisher.NotDurable;
import id.balas.ingest.ChatInputPublisher.Overloaded;
import id.balas.ingest.translation.Event;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/// The provider's address. A servlet of its own: nothing in front of it reads a body before the
/// caller is known, and nothing costs a request more than it needs.
class WebhookServlet extends HttpServlet {

  static final String PATH = "/webhook/whapi";

  private static final Logger log = LoggerFactory.getLogger(WebhookServlet.class);
  private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE");
  private static final byte[] OK = "{\"status\":\"ok\"}".getBytes(US_ASCII);
  private static final byte[] IGNORED = "{\"status\":\"ignored\"}".getBytes(US_ASCII);

  private final transient WebhookController controller;
  private final transient Refusals refusals;
  private final transient Drain drain;

  WebhookServlet(WebhookController controller, Refusals refusals, Drain drain) {
    this.controller = controller;
    this.refusals = refusals;
    this.drain = drain;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (drain.hasBegun()) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
    try {
      boolean kept = !controller.receive(request, event(request)).records().isEmpty();
      answer(response, kept ? OK : IGNORED);
    } catch (Refused refused) {
      refusals.answer(refused, request, response);
    } catch (Overloaded _) {
      refusals.answer(new Refused(Refusal.OVERLOADED), request, response);
    } catch (NotDurable _) {
      refusals.answer(new Refused(Refusal.NOT_DURABLE), request, response);
    } catch (RuntimeException e) {
      log.error("A body could not be handled", e);
      refusals.answer(new Refused(Refusal.FAILED), request, response);
    }
  }

  // The provider has three modes and puts the event into the path, the verb or the body.
  private static Event event(HttpServletRequest request) {
    String verb = request.getMethod();
    if (!METHODS.contains(verb)) {
      throw new Refused(Refusal.WRONG_METHOD);
    }
    String path = request.getPathInfo();
    if (path == null || path.equals("/")) {
      return Event.of(null, null, verb);
    }
    String[] segments = path.substring(1).split("/", -1);
    return switch (segments.length) {
      case 1 -> Event.of(segments[0], null, verb);
      case 2 -> Event.of(segments[0], segments[1], verb);
      default -> throw new Refused(Refusal.UNKNOWN_PATH);
    };
  }

  private static void answer(HttpServletResponse response, byte[] body) throws IOException {
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
