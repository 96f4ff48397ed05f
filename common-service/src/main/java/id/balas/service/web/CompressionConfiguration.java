package id.balas.service.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.Compression;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;

/// Compresses text in every service if the caller accepts gzip. Event streams are not compressed:
/// the compressor would hold events back.
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(Compression.class)
class CompressionConfiguration {

  private static final String[] TEXTS = {
    "application/json",
    "application/problem+json",
    "application/javascript",
    "application/manifest+json",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain"
  };
  private static final DataSize SMALLEST = DataSize.ofKilobytes(1);

  @Bean
  WebServerFactoryCustomizer<ConfigurableWebServerFactory> compressesText() {
    return new TextCompression();
  }

  /// Runs after Spring Boot's own customizer, so it is valid in every service.
  private static final class TextCompression
      implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {

    @Override
    public int getOrder() {
      return LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(ConfigurableWebServerFactory factory) {
      var compression = new Compression();
      compression.setEnabled(true);
      compression.setMimeTypes(TEXTS);
      compression.setMinResponseSize(SMALLEST);
      factory.setCompression(compression);
    }
  }
}
