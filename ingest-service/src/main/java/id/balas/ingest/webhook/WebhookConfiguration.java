package id.balas.ingest.webhook;

import id.balas.ingest.webhook.WebhookProperties.Authentication;
import id.balas.service.settings.InvalidSettingException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/// Registers the webhook servlet and its authentication.
@Configuration
class WebhookConfiguration {

  private static final Logger log = LoggerFactory.getLogger(WebhookConfiguration.class);

  @Bean
  ServletRegistrationBean<WebhookServlet> webhookServlet(
      WebhookReceiver receiver, RejectionHandler rejections, Drain drain) {
    return new ServletRegistrationBean<>(
        new WebhookServlet(receiver, rejections, drain),
        WebhookServlet.PATH,
        WebhookServlet.PATH + "/*");
  }

  @Bean
  WebhookBody.Budget bodies(WebhookProperties settings) {
    return new WebhookBody.Budget(settings.maxBodiesInMemory().toBytes());
  }

  @Bean
  WebhookSecret webhookSecret(WebhookProperties settings, Environment environment, Clock clock) {
    List<String> secrets = settings.secrets();
    if (secrets.isEmpty()) {
      if (environment.acceptsProfiles(Profiles.of("production"))) {
        throw new InvalidSettingException(
            "WHAPI_SECRET",
            "is missing, so anyone could send messages in your customers' names",
            "set it to a long random value without commas, and let Whapi send it as "
                + settings.secretHeader());
      }
      log.warn(
          "WHAPI_SECRET is not set: ANYONE who knows this address can send messages in your customers' names");
      return new WebhookSecret.None();
    }
    return settings.authentication() == Authentication.HMAC
        ? new Signature(settings.hmac(), secrets, clock)
        : WebhookSecret.Header.of(settings.secretHeader(), secrets);
  }
}
