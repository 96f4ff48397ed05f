package id.balas.sender;

import id.balas.service.database.DatabaseClock;
import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Delivers outgoing messages and publishes their final status.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class SenderService {

  public static void main(String[] args) {
    SpringApplication.run(SenderService.class, args);
  }

  /// All times of deliveries are compared between instances: leases, waits and budgets.
  @Bean
  @Profile("!training")
  Clock databaseClock(JdbcClient jdbc) {
    return new DatabaseClock(
        () -> jdbc.sql("SELECT clock_timestamp()").query(Timestamp.class).single().toInstant());
  }

  @Bean
  @Profile("training")
  Clock localClock() {
    return Clock.systemUTC();
  }
}
