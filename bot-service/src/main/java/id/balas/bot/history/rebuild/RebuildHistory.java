package id.balas.bot.history.rebuild;

import id.balas.bot.history.HistoryProperties;
import id.balas.bot.history.rebuild.Rebuild.Result;
import id.balas.service.settings.ConnectionLimits;
import java.time.Clock;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// The command `rebuild-history`: a separate program that runs beside the services with their
/// settings. Not a `@Configuration`, so that the service's component scan ignores it.
@EnableAutoConfiguration
@EnableConfigurationProperties(HistoryProperties.class)
public class RebuildHistory {

  public static void main(String... args) {
    try (var context =
        new SpringApplicationBuilder(RebuildHistory.class)
            .web(WebApplicationType.NONE)
            // The health groups name indicators that exist only in the services.
            .properties("management.endpoint.health.validate-group-membership=false")
            .initializers(it -> ConnectionLimits.allowLongWork(it.getEnvironment()))
            .run(args)) {
      Result result = context.getBean(Rebuild.class).run();
      IO.println(
          "The history was rebuilt from %d records: %d messages added, %d replaced, %d removed."
              .formatted(result.records(), result.added(), result.replaced(), result.removed()));
    }
  }

  @Bean
  Rebuild rebuild(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      ConsumerFactory<String, byte[]> consumers,
      HistoryProperties settings) {
    return new Rebuild(jdbc, transaction, consumers, settings, Clock.systemUTC());
  }
}
