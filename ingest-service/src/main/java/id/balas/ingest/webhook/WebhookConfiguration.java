package id.balas.ingest.webhook;

import id.balas.ingest.source.RefusedAddresses;
import id.balas.ingest.source.SourceAddress;
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
  private static final int LEAST_LENGTH = 16;

  @Bean
  ServletRegistrationBean<WebhookServlet> webhookServlet(
      WebhookReceiver receiver,
      RejectionHandler rejections,
      RefusedAddresses refused,
      Drain drain) {
    return new ServletRegistrationBean<>(
        new WebhookServlet(receiver, rejections, refused, drain),
        WebhookServlet.PATH,
        WebhookServlet.PATH + "/*");
  }

  @Bean
  RefusedAddresses refusedAddresses(WebhookProperties settings) {
    return new RefusedAddresses(
        new SourceAddress(settings.trustedProxies(), settings.proxyPattern()),
        settings.refusalsPerMinute());
  }

  @Bean
  WebhookBody.Budget bodies(WebhookProperties settings) {
    return new WebhookBody.Budget(settings.maxBodiesInMemory().toBytes());
  }

  @Bean
  WebhookSecret webhookSecret(WebhookProperties settings, Environment environment, Clock clock) {
    List<String> secrets = settings.secrets();
    boolean isProduction = environment.acceptsProfiles(Profiles.of("production"));
    if (isProduction && secrets.stream().anyMatch(secret -> secret.length() < LEAST_LENGTH)) {
      throw new InvalidSettingException(
          "WHAPI_SECRET",
          "is shorter than " + LEAST_LENGTH + " characters, so it could be guessed",
          "set it to a long random value without commas, for example from openssl rand -hex 32");
    }
    if (secrets.isEmpty()) {
      if (isProduction) {
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
