package id.balas.ingest;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// Takes the provider's webhook: what it accepted with 200 stands on the log.
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
