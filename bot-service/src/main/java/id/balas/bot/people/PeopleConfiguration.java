package id.balas.bot.people;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class PeopleConfiguration {

  // The commands that stop a loop are unknown to an older release.
  @Bean
  LoopWatch loopWatch(
      @Value("${balas.bot.loop-limit}") int limit,
      @Value("${balas.bot.loop-window}") Duration window,
      @Value("${balas.people.write}") boolean peopleAreWritten) {
    return new LoopWatch(peopleAreWritten ? limit : 0, window);
  }
}
