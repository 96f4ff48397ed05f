package id.balas.auth.frontdoor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import id.balas.auth.Access;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI documents of all services as one: each keeps the names of its schemas to itself, and
/// each operation says who may call it. What no [Access] names is closed, and stands under
/// `x-closed`, so that it is seen at once.
@Component
class WholeApi {

  private static final Logger log = LoggerFactory.getLogger(WholeApi.class);
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SCHEMAS = "#/components/schemas/";

  private static final String FRAME =
      """
      {"openapi": "3.1.0",
       "info": {"title": "Balas", "version": "1",
         "description": "Sign in by POST /auth/login and authorize with its access_token, or with an API key."},
       "servers": [{"url": "/"}],
       "security": [{"token": []}, {"key": []}],
       "x-closed": [],
       "paths": {},
       "components": {"schemas": {}, "securitySchemes": {
         "token": {"type": "http", "scheme": "bearer", "description": "An access token, or an API key"},
         "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"}}}}
      """;

  private final OpenApiWebMvcResource own;
  private final InnerDocs inner;
  private final Cache<String, String> kept = Caffeine.newBuilder().expireAfterWrite(KEPT).build();

  WholeApi(OpenApiWebMvcResource own, InnerDocs inner) {
    this.own = own;
    this.inner = inner;
  }

  String document(HttpServletRequest request) {
    return Objects.requireNonNull(kept.get("whole", _ -> JSON.writeValueAsString(merged(request))));
  }

  private ObjectNode merged(HttpServletRequest request) {
    ObjectNode whole = (ObjectNode) JSON.readTree(FRAME);
    add(whole, own(request), "auth", Access.RULES.stream().map(WholeApi::line).toList());
    for (InnerService service : InnerService.values()) {
      List<Line> lines =
          Routes.ALL.stream()
              .filter(route -> route.service() == service)
              .map(WholeApi::line)
              .toList();
      inner
          .of(service)
          .ifPresentOrElse(
              document -> add(whole, document, service.name().toLowerCase(Locale.ROOT), lines),
              () -> tellMissing(whole, service));
    }
    return whole;
  }

  private JsonNode own(HttpServletRequest request) {
    try {
      return JSON.readTree(own.openapiJson(request, "/v3/api-docs", Locale.ENGLISH));
    } catch (com.fasterxml.jackson.core.JsonProcessingException | JacksonException e) {
      throw new IllegalStateException("this service's own OpenAPI document cannot be written", e);
    }
  }

  /// Which operations a rule is about, and its words.
  private record Line(BiPredicate<String, String> fits, Access.Who who) {}

  private static Line line(Route route) {
    return new Line(route::isOf, route.who());
  }

  private static Line line(Access rule) {
    var pattern = PathPatternParser.defaultInstance.parse(rule.path());
    return new Line(
        (method, path) ->
            (rule.method() == null || rule.method().name().equalsIgnoreCase(method))
                && pattern.matches(PathContainer.parsePath(path.replaceAll("\\{[^}]*}", "x"))),
        rule.who());
  }

  private static void add(ObjectNode whole, JsonNode part, String name, List<Line> lines) {
    // Names of schemas stand in references alone.
    JsonNode renamed =
        JSON.readTree(JSON.writeValueAsString(part).replace(SCHEMAS, SCHEMAS + name + "."));
    ObjectNode schemas = whole.withObject("/components/schemas");
    for (var schema : renamed.path("components").path("schemas").properties()) {
      schemas.set(name + "." + schema.getKey(), schema.getValue());
    }
    for (var path : renamed.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        lines.stream()
            .filter(line -> line.fits().test(operation.getKey(), path.getKey()))
            .findFirst()
            .ifPresentOrElse(
                line ->
                    whole
                        .withObject("/paths")
                        .withObjectProperty(path.getKey())
                        .set(
                            operation.getKey(),
                            described((ObjectNode) operation.getValue(), name, line.who())),
                () -> tellClosed(whole, name, operation.getKey(), path.getKey()));
      }
    }
  }

  private static ObjectNode described(ObjectNode operation, String service, Access.Who who) {
    String said = operation.path("description").asString("");
    operation.put(
        "description", (said.isEmpty() ? "" : said + "\n\n") + "For: " + words(who) + ".");
    operation.put("operationId", service + "." + operation.path("operationId").asString(""));
    if (who == Access.Who.ANYBODY) {
      operation.putArray("security");
    }
    return operation;
  }

  // The bare address of a service and its page of errors are nobody's business outside.
  private static void tellClosed(ObjectNode whole, String service, String method, String path) {
    if (!path.equals("/") && !path.equals("/error")) {
      whole
          .withArray("/x-closed")
          .add(service + ": " + method.toUpperCase(Locale.ROOT) + " " + path);
    }
  }

  private static String words(Access.Who who) {
    return who.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void tellMissing(ObjectNode whole, InnerService service) {
    log.warn("{} does not show its API at present", service.label());
    ObjectNode info = whole.withObject("/info");
    String said = info.path("description").asString("");
    info.put("description", said + " At present " + service.label() + " does not show its part.");
  }
}
