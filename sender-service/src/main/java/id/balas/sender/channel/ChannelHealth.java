package id.balas.sender.channel;

import id.balas.whapi.WhapiAnswer;
import id.balas.whapi.WhapiHttp;
import id.balas.whapi.WhapiUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Probes channels that are down until the provider reports them as linked.
@Component
class ChannelHealth {

  private static final Logger log = LoggerFactory.getLogger(ChannelHealth.class);

  private final Channels channels;
  private final WhapiHttp http;

  ChannelHealth(Channels channels, WhapiHttp http) {
    this.channels = channels;
    this.http = http;
  }

  // Each on its own thread, so that a slow response does not delay the other probes.
  @Scheduled(fixedRate = 200)
  void probe() {
    channels.all().stream()
        .filter(Channel::mayBeProbed)
        .forEach(channel -> Thread.startVirtualThread(() -> probe(channel)));
  }

  private void probe(Channel channel) {
    String trouble;
    try {
      // Without `wakeup=false` the probe would start a channel that was stopped on purpose.
      WhapiAnswer answer = http.get(channel.name(), "/health?wakeup=false");
      String state = answer.json().path("status").path("text").asString("");
      if (answer.status() == 200 && state.equals("AUTH")) {
        log.info("Channel {} is linked again", channel.name());
        channel.isUp();
        return;
      }
      trouble =
          answer.status() == 200 ? "the provider reports " + state + ", not AUTH" : answer.reason();
    } catch (WhapiUnavailableException e) {
      trouble = e.getMessage();
    }
    channel.isStillDown(String.valueOf(trouble));
  }
}
