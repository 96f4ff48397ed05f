package id.balas.service.telemetry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;

/// Registers the filter before all others, only if traces are on.
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
