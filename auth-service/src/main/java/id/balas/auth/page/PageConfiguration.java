package id.balas.auth.page;

import id.balas.service.web.WeakEtag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/// Serves the files of the desk and of the API documentation. Browsers revalidate a file by its
/// ETag, except those with a hash in their names, which are served as the build has compressed
/// them.
@Configuration
class PageConfiguration implements WebMvcConfigurer {

  // Trusted types: the browser refuses to use a text as markup, such as a customer's message.
  private static final String DESK_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
          + "require-trusted-types-for 'script'; trusted-types 'none'";
  // Swagger UI has inline styles and images.
  private static final String DOCS_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
          + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Map<String, String> POLICIES =
      Map.of("/desk/", DESK_POLICY, "/docs/", DOCS_POLICY);
  private static final String DESK_FILE = "/desk/{name:desk\\.html}";
  // The name has the hash of the content: browsers keep the file for ever.
  private static final String HASHED_DESK_FILES =
      "/desk/{name:[A-Za-z0-9.-]+-[A-Z0-9]{8}\\.(?:css|js|svg)}";
  private static final String DOCS_FILES = "/docs/{name:index\\.html|start\\.js}";
  private static final String SWAGGER_FILES =
      "/docs/{name:swagger-ui\\.css|swagger-ui-bundle\\.js|swagger-ui-standalone-preset\\.js}";

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    serve(registry.addResourceHandler(DESK_FILE)).addResourceLocations("classpath:/desk-web/");
    registry
        .addResourceHandler(HASHED_DESK_FILES)
        .addResourceLocations("classpath:/desk-web/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .setUseLastModified(false)
        .resourceChain(true)
        .addResolver(new EncodedResourceResolver());
    serve(registry.addResourceHandler(DOCS_FILES)).addResourceLocations("classpath:/docs/");
    serve(registry.addResourceHandler(SWAGGER_FILES)).addResourceLocations(swaggerUi());
  }

  private static ResourceHandlerRegistration serve(ResourceHandlerRegistration files) {
    return files
        .setCacheControl(CacheControl.noCache())
        .setUseLastModified(false)
        .setEtagGenerator(new WeakEtag());
  }

  // The directory's name has the version of Swagger UI.
  private static Resource swaggerUi() {
    try {
      return new PathMatchingResourcePatternResolver()
          .getResources("classpath*:META-INF/resources/webjars/swagger-ui/*/")[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    POLICIES.forEach((path, policy) ->
        registry.addInterceptor(new PageHeaders(policy)).addPathPatterns(path + "**"));
  }
}
