package id.balas.bot.web;

import id.balas.bot.chat.store.ChatAliases;
import id.balas.bot.history.queries.ChatPath;
import id.balas.events.value.ChatKey;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Binds the ids of chats in URLs. The hidden number of a customer leads to the phone's chat.
@Configuration
public class WebConfiguration implements WebMvcConfigurer {

  public static final String CHAT = "The chat: `channel:chatId`, or the phone number alone";
  public static final String LANGUAGE =
      "Language of the texts: id or en. The bot's language if omitted";
  public static final String CHAT_EXAMPLE = "default:628111222333@s.whatsapp.net";

  private final ChatAliases aliases;

  WebConfiguration(ChatAliases aliases) {
    this.aliases = aliases;
    SpringDocUtils.getConfig().replaceWithClass(ChatKey.class, String.class);
  }

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(
        String.class, ChatKey.class, text -> aliases.resolve(ChatPath.parse(text)));
  }
}
