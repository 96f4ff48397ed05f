package id.balas.auth.page;

import id.balas.auth.access.Access;
import id.balas.auth.access.Backend;
import id.balas.auth.access.Routes;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Swagger UI over the OpenAPI documents of all services; `docs/start.js` lists their addresses.
@Hidden
@RestController
@ConditionalOnProperty(name = "balas.front-door.docs", matchIfMissing = true)
class DocsPage {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final OpenApiWebMvcResource own;
  private final BackendOpenApi backends;

  DocsPage(OpenApiWebMvcResource own, BackendOpenApi backends) {
    this.own = own;
    this.backends = backends;
  }

  @GetMapping("/docs")
  void page(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher("/docs/index.html").forward(request, response);
  }

  @GetMapping(path = "/docs/openapi", produces = MediaType.APPLICATION_JSON_VALUE)
  String own(HttpServletRequest request) throws IOException {
    byte[] document = own.openapiJson(request, "/v3/api-docs", Locale.ENGLISH);
    return PublicOpenApi.of(JSON.readTree(document), Access::who).toString();
  }

  @GetMapping(path = "/docs/openapi/{service}", produces = MediaType.APPLICATION_JSON_VALUE)
  String ofBackend(@PathVariable String service) {
    Backend backend =
        Arrays.stream(Backend.values())
            .filter(known -> known.label().equals(service))
            .findFirst()
            .orElseThrow(() -> ProblemException.notFound("There is no such service."));
    return backends
        .of(backend)
        .map(document ->
            PublicOpenApi.of(document, (method, path) -> Routes.who(backend, method, path)))
        .orElseThrow(() ->
            ProblemException.unavailable(
                service + " is unavailable. Try again later.", RETRY_AFTER))
        .toString();
  }
}
