package id.balas.service.telemetry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;

/// Puts the filter in front of all others; where nothing is traced there is none.
@AutoConfiguration
@ConditionalOnClass(HandlerMapping.class)
@ConditionalOnBooleanProperty(TelemetryStart.TRACES_ARE_ON)
class RequestTraceConfiguration {

  @Bean
  FilterRegistrationBean<RequestTrace> requestTrace() {
    var filter = new FilterRegistrationBean<>(new RequestTrace());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.setAsyncSupported(true);
    return filter;
  }
}
