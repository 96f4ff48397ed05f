package id.balas.ingest;

import org.apache.catalina.core.StandardHost;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Configures Tomcat's responses to requests that reach no handler.
@Configuration
class TomcatConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> hideServerDetails() {
    return tomcat -> {
      tomcat.addContextCustomizers(context -> {
        if (context.getParent() instanceof StandardHost host) {
          host.setErrorReportValveClass(ErrorValve.class.getName());
        }
      });
      tomcat.addConnectorCustomizers(connector -> answerBeforeBody(connector.getProtocolHandler()));
    };
  }

  // With `Expect: 100-continue`, a request can be rejected before its body is sent.
  private static void answerBeforeBody(ProtocolHandler protocol) {
    if (protocol instanceof AbstractHttp11Protocol<?> http) {
      http.setContinueResponseTiming("onRead");
    }
  }
}
