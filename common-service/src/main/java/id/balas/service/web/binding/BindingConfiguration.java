package id.balas.service.web.binding;

import id.balas.service.web.Cursor;
import id.balas.service.web.IdempotencyKey;
import id.balas.service.web.Times;
import java.time.Instant;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/// Binds requests to arguments in the same way in every service.
@AutoConfiguration(
    afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, ServerHttpMessageConvertersCustomizer.class})
@Import({JsonBodyCheck.class, StrictValues.class})
class BindingConfiguration implements WebMvcConfigurer {

  // After the trace of the request, before Spring Security.
  private static final int EARLY = Ordered.HIGHEST_PRECEDENCE + 10;

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(String.class, Instant.class, Times::parse);
    registry.addConverter(String.class, Cursor.class, Cursor::parse);
    registry.addConverter(String.class, IdempotencyKey.class, IdempotencyKey::new);
    registry.addConverterFactory(new EnumConverter());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new KnownParametersInterceptor());
  }

  @Bean
  ServerHttpMessageConvertersCustomizer strictJson(JsonMapper mapper) {
    return new StrictJson(mapper);
  }

  @Bean
  FilterRegistrationBean<WellFormedQueryFilter> wellFormedQuery() {
    var filter = new FilterRegistrationBean<>(new WellFormedQueryFilter());
    filter.setOrder(EARLY);
    return filter;
  }
}
