package id.balas.bot;

import id.balas.bot.chat.BotProperties;
import id.balas.bot.decision.ChatTransition;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class DecisionConfiguration {

  @Bean
  ChatTransition chatTransition(
      BotProperties settings, @Value("${balas.people.write}") boolean peopleAreWritten) {
    return new ChatTransition(settings.policy(peopleAreWritten));
  }
}
