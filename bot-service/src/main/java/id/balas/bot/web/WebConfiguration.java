package id.balas.bot.web;

import id.balas.bot.history.queries.Changes;
import id.balas.bot.history.queries.ChatPath;
import id.balas.events.value.ChatKey;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Binds the ids of chats and of stream events, which are texts in URLs and headers.
@Configuration
class WebConfiguration implements WebMvcConfigurer {

  static final String CHAT = "The chat: `channel:chatId`, or the phone number alone";
  static final String CHAT_EXAMPLE = "default:628111222333@s.whatsapp.net";

  WebConfiguration() {
    SpringDocUtils.getConfig()
        .replaceWithClass(ChatKey.class, String.class)
        .replaceWithClass(Changes.Position.class, String.class);
  }

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(String.class, ChatKey.class, ChatPath::parse);
    registry.addConverter(String.class, Changes.Position.class, WebConfiguration::position);
  }

  // Some clients send an empty Last-Event-ID at first.
  private static Changes.@Nullable Position position(String text) {
    return text.isBlank() ? null : Changes.Position.parse(text.strip());
  }
}
