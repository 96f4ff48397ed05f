package id.balas.auth.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The API of the whole on one page, where it can be tried: Swagger UI over [WholeApi].
@RestController
@ConditionalOnProperty(name = "balas.front-door.docs", matchIfMissing = true)
class DocsPage {

  // Swagger UI draws with styles and pictures of its own.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
          + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String WEBJAR = "classpath*:META-INF/resources/webjars/swagger-ui/*/";
  private static final Set<String> OF_SWAGGER = Set.of("swagger-ui.css", "swagger-ui-bundle.js");

  private final PageFiles files = new PageFiles("/docs/", POLICY);
  private final WholeApi api;

  DocsPage(WholeApi api) {
    this.api = api;
  }

  @GetMapping("/docs")
  ResponseEntity<Resource> page() {
    return files.answer("index.html");
  }

  @GetMapping(path = "/docs/openapi", produces = MediaType.APPLICATION_JSON_VALUE)
  String openApi(HttpServletRequest request) {
    return api.document(request);
  }

  @GetMapping("/docs/{name}")
  ResponseEntity<?> file(@PathVariable String name) throws IOException {
    return OF_SWAGGER.contains(name) ? ofSwagger(name) : files.answer(name);
  }

  private static ResponseEntity<Resource> ofSwagger(String name) throws IOException {
    Resource[] found = new PathMatchingResourcePatternResolver().getResources(WEBJAR + name);
    return ResponseEntity.ok()
        .contentType(
            MediaType.parseMediaType(name.endsWith("css") ? "text/css" : "text/javascript"))
        .cacheControl(CacheControl.noCache())
        .lastModified(found[0].lastModified())
        .body(found[0]);
  }
}
