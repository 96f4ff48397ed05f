package id.balas.auth.frontdoor;

import id.balas.auth.Problem;
import id.balas.auth.access.Caller;
import id.balas.auth.access.CallerAuthentication;
import id.balas.auth.access.Route;
import id.balas.auth.access.Routes;
import id.balas.auth.frontdoor.BackendClient.Answered;
import id.balas.auth.frontdoor.BackendClient.Broken;
import id.balas.auth.frontdoor.BackendClient.Down;
import id.balas.auth.frontdoor.BackendClient.Outcome;
import id.balas.auth.frontdoor.BackendClient.Slow;
import id.balas.service.telemetry.Traces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestHandler;

/// Hands a request on to the service whose it is, with the front door's own token, and its answer
/// back piece by piece as it comes. Who may ask was settled before, by [Routes].
@Component
class Relay implements HttpRequestHandler {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final int PIECE = 16 * 1024;

  private final FrontDoorProperties properties;
  private final BackendClient http;
  private final CallerTokens tokens;
  private final OpenResponses openAnswers;
  private final ActionAudit audit;
  private final RelayMetrics metrics;

  Relay(
      FrontDoorProperties properties,
      BackendClient http,
      CallerTokens tokens,
      OpenResponses openAnswers,
      ActionAudit audit,
      RelayMetrics metrics) {
    this.properties = properties;
    this.http = http;
    this.tokens = tokens;
    this.openAnswers = openAnswers;
    this.audit = audit;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Route> route = Routes.of(request);
    if (route.isEmpty() || !(request.getUserPrincipal() instanceof CallerAuthentication known)) {
      Problem.of(HttpStatus.NOT_FOUND, "There is nothing at this address.").write(response);
      return;
    }
    Optional<Problem> problem = relay(request, response, route.get(), known);
    if (problem.isPresent()) {
      problem.get().write(response);
    }
  }

  private Optional<Problem> relay(
      HttpServletRequest request,
      HttpServletResponse response,
      Route route,
      CallerAuthentication known)
      throws IOException {
    Caller caller = known.getPrincipal();
    if (wantsStream(request) && openAnswers.hasTooManyStreams(caller)) {
      return Optional.of(Refusals.tooManyStreams());
    }
    if (request.getContentLengthLong() > route.weight().bytes()) {
      return Optional.of(Refusals.tooLarge(route.weight()));
    }
    long begun = System.nanoTime();
    try {
      Outcome outcome = ask(request, route, caller);
      metrics.answered(route.service(), outcome, System.nanoTime() - begun);
      audit.record(caller, route, request, outcome);
      return switch (outcome) {
        case Answered(HttpResponse<InputStream> answer) ->
            handBack(answer, request, response, route, known);
        case Down _ -> Optional.of(Refusals.down(route.service()));
        case Slow _ ->
            Optional.of(Refusals.slow(route.service(), properties.within(route.weight())));
        case Broken _ -> Optional.of(Refusals.broken(route.service()));
      };
    } catch (RelayedBody.TooLarge _) {
      return Optional.of(Refusals.tooLarge(route.weight()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of(Refusals.down(route.service()));
    }
  }

  private static boolean wantsStream(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getHeader("Accept"), "")
        .contains("text/event-stream");
  }

  private Outcome ask(HttpServletRequest request, Route route, Caller caller)
      throws IOException, InterruptedException {
    URI target =
        BackendClient.target(
            properties.address(route.service()),
            request.getRequestURI(),
            Objects.requireNonNullElse(request.getQueryString(), ""));
    var outgoing = HttpRequest.newBuilder(target).timeout(properties.within(route.weight()));
    PassedHeaders.in(request, outgoing);
    outgoing.setHeader("Authorization", "Bearer " + tokens.of(caller));
    String step = Traces.traceparent();
    if (step != null) {
      outgoing.setHeader("traceparent", step);
    }
    if (!hasBody(request)) {
      return BackendClient.await(
          http.begin(outgoing.method(request.getMethod(), BodyPublishers.noBody()).build()));
    }
    var body = new RelayedBody(request.getContentLengthLong(), route.weight().bytes());
    var begun = http.begin(outgoing.method(request.getMethod(), body).build());
    body.send(request.getInputStream(), begun);
    return BackendClient.await(begun);
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private Optional<Problem> handBack(
      HttpResponse<InputStream> answer,
      HttpServletRequest request,
      HttpServletResponse response,
      Route route,
      CallerAuthentication known)
      throws IOException {
    try (InputStream body = answer.body()) {
      if (answer.statusCode() == HttpStatus.UNAUTHORIZED.value()) {
        // It is our token that was refused, not the caller's: they have nothing to do about it.
        tokens.forget(known.getPrincipal());
        log.error(
            "{} refused our token: does BALAS_AUTH_URL lead it to this service?",
            route.service().label());
        return Optional.of(Refusals.notBelieved(route.service()));
      }
      response.setStatus(answer.statusCode());
      PassedHeaders.out(answer.headers(), response);
      boolean isStream =
          answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
      try (OpenResponses.Open open = openAnswers.add(known, route, body, isStream)) {
        copy(body, response, open, isStream);
      }
    } catch (PartOnly e) {
      log.warn("{} broke off an answer of {}", route.service().label(), route.path());
      BrokenConnection.of(request);
    }
    return Optional.empty();
  }

  private static void copy(
      InputStream body, HttpServletResponse response, OpenResponses.Open open, boolean isStream)
      throws IOException {
    OutputStream out = response.getOutputStream();
    if (isStream) {
      response.flushBuffer();
    }
    byte[] piece = new byte[PIECE];
    for (int size = read(body, piece, open, isStream);
        size >= 0;
        size = read(body, piece, open, isStream)) {
      out.write(piece, 0, size);
      // What has come is handed on before more of it is waited for.
      if (body.available() == 0) {
        out.flush();
      }
    }
  }

  private static int read(InputStream body, byte[] piece, OpenResponses.Open open, boolean isStream)
      throws PartOnly {
    open.waits();
    try {
      int size = body.read(piece);
      open.goesOn();
      if (size >= 0 || isStream || !open.isCut()) {
        return size;
      }
    } catch (IOException _) {
      // A stream that ends is opened anew by its reader.
      if (isStream) {
        return -1;
      }
    }
    // Of any other answer a part must not pass for the whole.
    throw new PartOnly();
  }

  private static final class PartOnly extends IOException {}
}
