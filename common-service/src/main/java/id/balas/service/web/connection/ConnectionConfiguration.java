package id.balas.service.web.connection;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/// Installs [TimedHeadProtocol] and [UnreadBodyValve] in the Tomcat of every service.
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(TomcatServletWebServerFactory.class)
@EnableConfigurationProperties(ConnectionProperties.class)
class ConnectionConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitsOfConnections(
      ConnectionProperties properties) {
    return tomcat -> {
      tomcat.setProtocol(TimedHeadProtocol.class.getName());
      tomcat.addConnectorCustomizers(connector -> {
        if (connector.getProtocolHandler() instanceof TimedHeadProtocol protocol) {
          protocol.limitHeadTime(properties.headTime());
        }
      });
      tomcat.addEngineValves(new UnreadBodyValve());
    };
  }
}
