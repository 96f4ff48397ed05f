package id.balas.sender;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Delivers outgoing messages and publishes their final status.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class SenderService {

  public static void main(String[] args) {
    SpringApplication.run(SenderService.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
