package id.balas.ingest;

import id.balas.ingest.translation.WebhookTranslator.PhoneLookup;
import id.balas.whapi.ChannelSetting;
import id.balas.whapi.MessageLists;
import id.balas.whapi.ProviderClock;
import id.balas.whapi.WhapiClient;
import id.balas.whapi.WhapiHttp;
import id.balas.whapi.WhapiProperties;
import id.balas.whapi.numbers.HiddenNumberCache;
import id.balas.whapi.numbers.HiddenNumbers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Creates the provider's client with the settings of this service.
@Configuration
@EnableConfigurationProperties(WhapiProperties.class)
class WhapiConfiguration {

  private static final Duration LONGEST_SEARCH = Duration.ofMillis(800);
  private static final Logger log = LoggerFactory.getLogger(WhapiConfiguration.class);

  /// `longestWait` limits each pause after a 429 response of the provider. Hidden numbers are read
  /// every `lidsEvery`, and `lidsSoon` after an unknown one appears.
  @ConfigurationProperties("balas.whapi")
  record QueryProperties(
      @DefaultValue("1m") Duration longestWait,
      @DefaultValue("1h") Duration lidsEvery,
      @DefaultValue("30s") Duration lidsSoon) {}

  @Bean
  ProviderClock providerClock(WhapiProperties whapi, Clock clock, MeterRegistry registry) {
    ProviderClock providerClock = new ProviderClock(clock);
    for (ChannelSetting channel : whapi.all()) {
      Gauge.builder(
              "balas.intake.clock.skew",
              () -> providerClock.ahead(channel.name()).toMillis() / 1000.0)
          .baseUnit("seconds")
          .description("How far the provider's clock is ahead of ours.")
          .tag("channel", channel.name())
          .register(registry);
    }
    return providerClock;
  }

  @Bean
  WhapiClient whapiClient(WhapiProperties whapi, QueryProperties query, ProviderClock clock) {
    if (whapi.all().isEmpty()) {
      log.warn("WHAPI_TOKEN is not set: missed webhooks are NOT detected");
    }
    return new WhapiClient(
        whapi, new WhapiHttp(whapi, whapi.longestCall(), clock), query.longestWait());
  }

  @Bean
  MessageLists messageLists(WhapiClient whapi) {
    return new MessageLists(whapi);
  }

  @Bean
  HiddenNumberCache hiddenNumbers(WhapiClient whapi, QueryProperties query, Clock clock) {
    return new HiddenNumberCache(whapi, query.lidsEvery(), query.lidsSoon(), clock);
  }

  /// Its calls have their own short limit, because a webhook request waits for them.
  @Bean
  HiddenNumbers hiddenNumberSearch(WhapiProperties whapi, ProviderClock clock) {
    return new HiddenNumbers(new WhapiHttp(whapi, LONGEST_SEARCH, clock));
  }

  /// With `balas.people.write`, the bot decides which ids are one customer, and no record is
  /// rewritten.
  @Bean
  PhoneLookup phones(
      HiddenNumberCache numbers, @Value("${balas.people.write}") boolean peopleAreWritten) {
    return peopleAreWritten ? (_, _) -> null : numbers::phoneOf;
  }
}
