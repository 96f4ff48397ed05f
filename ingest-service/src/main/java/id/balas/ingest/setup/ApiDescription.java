package id.balas.ingest.setup;

import id.balas.service.web.openapi.ApiTitle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The title and introduction of the OpenAPI document at `/docs`.
@Configuration
class ApiDescription {

  @Bean
  ApiTitle apiTitle() {
    return new ApiTitle(
        "Balas, intake",
        """
        The provider calls `/webhook/whapi` with the secret of `WHAPI_SECRET` in a header. `/intake` is for admins. \
        They call it through auth-service, and only its token is accepted.\
        """);
  }
}
