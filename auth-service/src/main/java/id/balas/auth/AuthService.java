package id.balas.auth;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Signs users and programs in, and relays their requests to the other services.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class AuthService {

  public static void main(String[] args) {
    SpringApplication.run(AuthService.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
