package id.balas.service.web.errors;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.DispatcherServlet;

/// Replaces Spring Boot's error handling. The order of the advices matters: the last one handles
/// every exception.
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
      "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, ErrorController.class})
@Import({
  ClosedConnectionAdvice.class,
  DatabaseProblemAdvice.class,
  KafkaProblemAdvice.class,
  ProblemAdvice.class
})
class ProblemConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ErrorController errorPage() {
    return new ErrorPage();
  }
}
