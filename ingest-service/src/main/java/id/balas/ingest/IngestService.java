package id.balas.ingest;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// Receives the provider's webhooks. A 200 response means that Kafka has all records of the body.
@SpringBootApplication
@ConfigurationPropertiesScan
public class IngestService {

  public static void main(String[] args) {
    SpringApplication.run(IngestService.class, args);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
