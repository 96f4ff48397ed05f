package id.balas.auth.frontdoor;

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
import id.balas.service.web.Problem;
import id.balas.service.web.connection.BrokenConnection;
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

/// Relays a request to its service with the front door's own token, and streams the response back.
/// The access rules of [Routes] were checked before.
@Component
class Relay implements HttpRequestHandler {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final int BUFFER_BYTES = 16 * 1024;

  private final FrontDoorProperties properties;
  private final BackendClient http;
  private final CallerTokens tokens;
  private final OpenResponses openResponses;
  private final ActionAudit audit;
  private final RelayMetrics metrics;

  Relay(
      FrontDoorProperties properties,
      BackendClient http,
      CallerTokens tokens,
      OpenResponses openResponses,
      ActionAudit audit,
      RelayMetrics metrics) {
    this.properties = properties;
    this.http = http;
    this.tokens = tokens;
    this.openResponses = openResponses;
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
    if (wantsStream(request) && openResponses.hasTooManyStreams(caller)) {
      return Optional.of(RelayProblems.tooManyStreams());
    }
    if (request.getContentLengthLong() > route.weight().bytes()) {
      return Optional.of(RelayProblems.tooLarge(route.weight()));
    }
    long started = System.nanoTime();
    try {
      Outcome outcome = call(request, route, caller);
      metrics.record(route.service(), outcome, System.nanoTime() - started);
      audit.record(caller, route, request, outcome);
      return switch (outcome) {
        case Answered(HttpResponse<InputStream> answer) ->
            respond(answer, request, response, route, known);
        case Down _ -> Optional.of(RelayProblems.down(route.service()));
        case Slow _ ->
            Optional.of(RelayProblems.slow(route.service(), properties.timeout(route.weight())));
        case Broken _ -> Optional.of(RelayProblems.broken(route.service()));
      };
    } catch (RelayedBody.BodyTooLargeException _) {
      return Optional.of(RelayProblems.tooLarge(route.weight()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of(RelayProblems.down(route.service()));
    }
  }

  private static boolean wantsStream(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getHeader("Accept"), "")
        .contains("text/event-stream");
  }

  private Outcome call(HttpServletRequest request, Route route, Caller caller)
      throws IOException, InterruptedException {
    URI target =
        BackendClient.target(
            properties.address(route.service()),
            request.getRequestURI(),
            Objects.requireNonNullElse(request.getQueryString(), ""));
    var outgoing = HttpRequest.newBuilder(target).timeout(properties.timeout(route.weight()));
    PassedHeaders.toBackend(request, outgoing);
    outgoing.setHeader("Authorization", "Bearer " + tokens.of(caller, route.service()));
    String traceparent = Traces.traceparent();
    if (traceparent != null) {
      outgoing.setHeader("traceparent", traceparent);
    }
    if (!hasBody(request)) {
      return BackendClient.await(
          http.send(outgoing.method(request.getMethod(), BodyPublishers.noBody()).build()));
    }
    var body = new RelayedBody(request.getContentLengthLong(), route.weight().bytes());
    var response = http.send(outgoing.method(request.getMethod(), body).build());
    body.send(request.getInputStream(), response);
    return BackendClient.await(response);
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private Optional<Problem> respond(
      HttpResponse<InputStream> answer,
      HttpServletRequest request,
      HttpServletResponse response,
      Route route,
      CallerAuthentication known)
      throws IOException {
    try (InputStream body = answer.body()) {
      if (answer.statusCode() == HttpStatus.UNAUTHORIZED.value()) {
        // Not 401: the service refused our token, not the caller's.
        tokens.forget(known.getPrincipal(), route.service());
        log.error(
            "{} refused the front door's token; check its BALAS_AUTH_URL", route.service().label());
        return Optional.of(RelayProblems.tokenRefused(route.service()));
      }
      boolean isStream =
          answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
      // Again, for a client that does not say that it wants a stream, or opens many at once.
      Optional<OpenResponses.OpenResponse> added = openResponses.add(known, route, body, isStream);
      if (added.isEmpty()) {
        return Optional.of(RelayProblems.tooManyStreams());
      }
      try (var open = added.get()) {
        response.setStatus(answer.statusCode());
        PassedHeaders.toCaller(answer.headers(), response);
        copy(body, response, open, isStream);
      }
    } catch (IncompleteResponseException _) {
      log.warn("{} sent an incomplete response to {}", route.service().label(), route.path());
      BrokenConnection.close(request);
    }
    return Optional.empty();
  }

  private static void copy(
      InputStream body,
      HttpServletResponse response,
      OpenResponses.OpenResponse open,
      boolean isStream)
      throws IOException {
    OutputStream out = response.getOutputStream();
    if (isStream) {
      response.flushBuffer();
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int size = read(body, buffer, open, isStream);
        size >= 0;
        size = read(body, buffer, open, isStream)) {
      out.write(buffer, 0, size);
      // Flush before the next read blocks.
      if (body.available() == 0) {
        out.flush();
      }
    }
  }

  private static int read(
      InputStream body, byte[] buffer, OpenResponses.OpenResponse open, boolean isStream)
      throws IncompleteResponseException {
    open.readStarts();
    try {
      int size = body.read(buffer);
      open.readEnds();
      if (size >= 0 || isStream || !open.isCut()) {
        return size;
      }
    } catch (IOException _) {
      // The client of an event stream reconnects.
      if (isStream) {
        return -1;
      }
    }
    // A part of any other response must not look complete.
    throw new IncompleteResponseException();
  }

  private static final class IncompleteResponseException extends IOException {}
}
