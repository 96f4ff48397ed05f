package id.balas.ingest.kafka;

import id.balas.events.SameCustomer;
import id.balas.ingest.links.CustomerLinks;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Publishes links that the provider's list shows, at most 100 a second. This joins chats that were
/// split before, even if the customer does not write again.
@Component
class LearnedLinks {

  private static final Logger log = LoggerFactory.getLogger(LearnedLinks.class);
  private static final int AT_ONCE = 100;

  private final CustomerLinks links;
  private final ChatInputPublisher publisher;

  LearnedLinks(CustomerLinks links, ChatInputPublisher publisher) {
    this.links = links;
    this.publisher = publisher;
  }

  @Scheduled(fixedDelay = 1000)
  void publishLearned() {
    List<SameCustomer> learned = links.learned(AT_ONCE);
    if (learned.isEmpty()) {
      return;
    }
    try {
      publisher.publish(learned);
      log.info("Published the links of {} hidden numbers", learned.size());
    } catch (RuntimeException e) {
      links.retry(learned);
      log.warn("Could not publish the links of hidden numbers, retrying: {}", e.toString());
    }
  }
}
