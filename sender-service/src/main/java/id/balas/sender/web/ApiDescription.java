package id.balas.sender.web;

import id.balas.service.web.openapi.ApiTitle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The title of this service's OpenAPI document.
@Configuration
class ApiDescription {

  @Bean
  ApiTitle apiTitle() {
    return new ApiTitle("Balas sender", "Outgoing messages, channels and files");
  }
}
