package id.balas.bot.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The title and descriptions of the OpenAPI document at `/docs`.
@Configuration
class ApiDescription {

  private static final String TOKEN = "front-door";

  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Balas, chats")
                .version("1")
                .description(
                    """
                    Chats, their messages and what is done with them. It is reached through auth-service, and takes its \
                    token alone. An act is a command: 200 with its outcome, 409 with the rule that refused it, 202 where \
                    nobody decided it within two seconds.\
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
