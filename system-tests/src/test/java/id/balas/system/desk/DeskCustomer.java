package id.balas.system.desk;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.system.load.Customers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A customer with a number of their own, who writes by the webhook.
final class DeskCustomer {

  private static final AtomicInteger NUMBERS = new AtomicInteger(100);
  private static final AtomicInteger MESSAGES = new AtomicInteger();
  private static final JsonMapper JSON = new JsonMapper();

  private final Customers customers;
  private final String name;
  private final String number = "6281440000" + NUMBERS.incrementAndGet();

  DeskCustomer(Customers customers, String name) {
    this.customers = customers;
    this.name = name;
  }

  String name() {
    return name;
  }

  String number() {
    return number;
  }

  String id() {
    return "default:" + number + "@s.whatsapp.net";
  }

  /// Writes these texts in one call of the webhook. Returns the ids of the messages.
  List<String> write(String... texts) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode messages = body.putArray("messages");
    List<String> ids = new ArrayList<>();
    long at = Instant.now().getEpochSecond();
    for (String text : texts) {
      String id = "conversation-" + MESSAGES.incrementAndGet();
      ids.add(id);
      ObjectNode message =
          messages
              .addObject()
              .put("id", id)
              .put("from_me", false)
              .put("type", "text")
              .put("chat_id", number + "@s.whatsapp.net")
              .put("timestamp", at)
              .put("source", "mobile")
              .put("from", number)
              .put("from_name", name);
      message.putObject("text").put("body", text);
    }
    body.putObject("event").put("type", "messages").put("event", "post");
    body.put("channel_id", "MANTIS-LOCAL");
    assertThat(customers.post(body.toString())).isEqualTo(200);
    return ids;
  }
}
