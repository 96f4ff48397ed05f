package id.balas.sender;

import id.balas.sender.channel.MessageSender;
import id.balas.sender.delivery.SenderProperties;
import id.balas.sender.protocol.Backoff;
import id.balas.sender.protocol.DeliveryMachine;
import id.balas.sender.protocol.DeliveryRules;
import id.balas.sender.protocol.NextStep;
import id.balas.sender.takeover.AssignedChats;
import id.balas.sender.takeover.ChatStateReader;
import id.balas.sender.takeover.Fence;
import id.balas.service.kafka.ConsumerThread;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ConsumerFactory;

/// Builds the parts without Spring annotations from the settings.
@Configuration(proxyBeanMethods = false)
class SenderConfiguration {

  @Bean
  Fence fence(SenderProperties settings, Clock clock) {
    return new Fence(settings.fence(), settings.tooOld(), clock);
  }

  @Bean
  ConsumerThread chatStateThread(
      ConsumerFactory<String, byte[]> consumers, Fence fence, AssignedChats assigned, Clock clock) {
    var reader = new ChatStateReader(consumers, fence, assigned, clock);
    return new ConsumerThread(
        "chat-states", ChatStateReader.PHASE, Duration.ofSeconds(5), reader::read);
  }

  @Bean
  DeliveryMachine deliveryMachine(
      SenderProperties settings, MessageSender whapi, Environment environment) {
    var checked = settings.checked(whapi.longestCall(), environment.matchesProfiles("production"));
    var rules =
        new DeliveryRules(
            UUID.randomUUID().toString(),
            checked.startWithin(),
            whapi.longestCall(),
            checked.patience(),
            checked.reconcile());
    return new DeliveryMachine(
        rules,
        new NextStep(checked.unknownWait(), checked.giveUp(), checked.tooOld()),
        new Backoff(checked.retryWait(), checked.longestRetryWait(), RandomGenerator.getDefault()));
  }
}
