package id.balas.sender.channel;

import id.balas.service.settings.InvalidSettingException;
import id.balas.whapi.ProviderClock;
import id.balas.whapi.SentMessages;
import id.balas.whapi.WhapiHttp;
import id.balas.whapi.WhapiProperties;
import id.balas.whapi.numbers.HiddenNumbers;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Builds the provider's clients from the settings of this service.
@Configuration
@EnableConfigurationProperties(WhapiProperties.class)
class ChannelConfiguration {

  @Bean
  ProviderClock providerClock(Clock clock) {
    return new ProviderClock(clock);
  }

  @Bean
  WhapiHttp whapiHttp(WhapiProperties whapi, SendingProperties sending, ProviderClock clock) {
    if (whapi.all().isEmpty()) {
      throw new InvalidSettingException(
          "WHAPI_TOKEN", "is missing", "set it to the channel's token from the Whapi panel");
    }
    return new WhapiHttp(whapi, whapi.longestCall().plus(sending.typingTime()), clock);
  }

  @Bean
  SentMessages sentMessages(WhapiHttp http, ProviderClock clock) {
    return new SentMessages(http, clock);
  }

  @Bean
  HiddenNumbers hiddenNumbers(WhapiHttp http) {
    return new HiddenNumbers(http);
  }
}
