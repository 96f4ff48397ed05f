package id.balas.bot;

import id.balas.bot.history.rebuild.RebuildHistory;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Decides every input of every chat, serves the chat REST API and keeps the message history.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class BotService {

  public static void main(String[] args) {
    if (List.of(args).contains("rebuild-history")) {
      RebuildHistory.main(args);
    } else {
      SpringApplication.run(BotService.class, args);
    }
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
