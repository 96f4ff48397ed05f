package id.balas.auth;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Knows the users, lets them in, and publishes the keys by which the other services know the front
/// door's token.
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
