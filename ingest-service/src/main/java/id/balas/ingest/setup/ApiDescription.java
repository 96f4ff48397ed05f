package id.balas.ingest.setup;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The title, introduction and security scheme of the API's description at `/docs`.
@Configuration
class ApiDescription {

  private static final String TOKEN = "front-door";

  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Balas, intake")
                .version("1")
                .description(
                    """
                    `/webhook/whapi` is the provider's: it proves itself by the header of `WHAPI_SECRET`. `/intake` is \
                    for admins, who come through auth-service, and takes its token alone.\
                    """))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN));
  }
}
