package id.balas.bot.web;

import id.balas.service.web.openapi.ApiTitle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The title of this service's OpenAPI document.
@Configuration
class ApiDescription {

  @Bean
  ApiTitle apiTitle() {
    return new ApiTitle(
        "Balas bot",
        """
        Chats, their messages and automatic answers. An action on a chat is a command: 200 with its outcome, 409 with \
        the rule that refused it, 202 if it was not decided within two seconds.\
        """);
  }
}
