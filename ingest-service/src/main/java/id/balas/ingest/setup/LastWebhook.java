package id.balas.ingest.setup;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The time at which this instance last accepted a webhook.
@Configuration
class LastWebhook {

  private final Clock clock;
  private volatile @Nullable Instant at;

  LastWebhook(Clock clock) {
    this.clock = clock;
  }

  @Bean
  FilterRegistrationBean<HttpFilter> noticesWebhooks() {
    var registration = new FilterRegistrationBean<HttpFilter>(new Notice());
    registration.addUrlPatterns(SetupController.WEBHOOK, SetupController.WEBHOOK + "/*");
    return registration;
  }

  @Nullable Instant at() {
    return at;
  }

  @SuppressWarnings("serial") // never serialized
  private final class Notice extends HttpFilter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain rest)
        throws IOException, ServletException {
      rest.doFilter(request, response);
      if (((HttpServletResponse) response).getStatus() == HttpServletResponse.SC_OK) {
        at = clock.instant();
      }
    }
  }
}
