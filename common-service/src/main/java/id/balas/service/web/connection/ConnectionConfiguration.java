package id.balas.service.web.connection;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/// Installs [TimedHeadProtocol], [BrokenConnection] and [UnreadBodyValve] in the Tomcat of every
/// service.
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(TomcatServletWebServerFactory.class)
@EnableConfigurationProperties(ConnectionProperties.class)
class ConnectionConfiguration {

  // Tomcat's 8 KB each would fill the heap when thousands of slow clients hold a connection.
  private static final String READ_BUFFER = "2048";
  private static final String WRITE_BUFFER = "4096";

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitsOfConnections(
      ConnectionProperties properties) {
    return tomcat -> {
      tomcat.setProtocol(TimedHeadProtocol.class.getName());
      tomcat.addConnectorCustomizers(connector -> {
        connector.setProperty("socket.appReadBufSize", READ_BUFFER);
        connector.setProperty("socket.appWriteBufSize", WRITE_BUFFER);
        if (connector.getProtocolHandler() instanceof TimedHeadProtocol protocol) {
          protocol.limitHeadTime(properties.headTime());
        }
      });
      tomcat.addEngineValves(new BrokenConnection(), new UnreadBodyValve());
    };
  }
}
