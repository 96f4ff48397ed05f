package id.balas.ingest.webhook;

import id.balas.ingest.webhook.WebhookProperties.Authentication;
import id.balas.service.settings.UnusableSetting;
import java.time.Clock;
import java.util.List;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/// How the door hangs: the servlet, the secret, and what Tomcat says before a request has reached
/// us.
@Configuration
class WebhookConfiguration {

  private static final Logger log = LoggerFactory.getLogger(WebhookConfiguration.class);

  @Bean
  ServletRegistrationBean<WebhookServlet> webhookServlet(
      WebhookController controller, Refusals refusals, Drain drain) {
    return new ServletRegistrationBean<>(
        new WebhookServlet(controller, refusals, drain),
        WebhookServlet.PATH,
        WebhookServlet.PATH + "/*");
  }

  @Bean
  BodyBudget bodies(WebhookProperties settings) {
    return new BodyBudget(settings.maxBodiesInMemory().toBytes());
  }

  @Bean
  WebhookSecret webhookSecret(WebhookProperties settings, Environment environment, Clock clock) {
    List<String> secrets = settings.secrets();
    if (secrets.isEmpty()) {
      if (environment.acceptsProfiles(Profiles.of("production"))) {
        throw new UnusableSetting(
            "WHAPI_SECRET",
            "is missing, so anybody could write in your customers' names",
            "set it to a long random value without commas, and let Whapi send it as "
                + settings.secretHeader());
      }
      log.warn(
          "WHAPI_SECRET is not set: ANYBODY who knows this address can write in your customers' names");
      return new WebhookSecret.None();
    }
    return settings.authentication() == Authentication.HMAC
        ? new Signature(settings.hmac(), secrets, clock)
        : new HeaderSecret(settings.secretHeader(), secrets);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> closeMouthed() {
    return tomcat -> {
      tomcat.addContextCustomizers(context -> {
        if (context.getParent() instanceof org.apache.catalina.core.StandardHost host) {
          host.setErrorReportValveClass(ProblemValve.class.getName());
        }
      });
      // One who asks before sending is answered before it sends.
      tomcat.addConnectorCustomizers(connector -> askBeforeSending(connector.getProtocolHandler()));
    };
  }

  private static void askBeforeSending(ProtocolHandler protocol) {
    if (protocol instanceof AbstractHttp11Protocol<?> http) {
      http.setContinueResponseTiming("onRead");
    }
  }
}
