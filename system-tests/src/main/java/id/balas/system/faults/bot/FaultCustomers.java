package id.balas.system.faults.bot;

import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.SameCustomer;
import id.balas.events.value.Content;
import id.balas.events.value.Issuer;
import java.time.Instant;

/// The ids and records of the customers of a fault run.
record FaultCustomers(String prefix) {

  private static final String CHANNEL = "default";

  String phoneId(int customer) {
    return prefix + "%04d@s.whatsapp.net".formatted(customer);
  }

  /// Writes under a hidden number only.
  boolean isHidden(String phoneId) {
    return kind(phoneId) == 0;
  }

  /// Writes under either id, in any order.
  boolean isSwitching(String phoneId) {
    return kind(phoneId) == 1;
  }

  private int kind(String phoneId) {
    return phoneId.startsWith(prefix) && phoneId.endsWith("@s.whatsapp.net")
        ? Integer.parseInt(phoneId.substring(prefix.length(), phoneId.indexOf('@'))) % 4
        : -1;
  }

  /// The hidden number of the customer with this phone number.
  static String hiddenId(String phoneId) {
    return "1" + phoneId.replace("@s.whatsapp.net", "@lid");
  }

  SameCustomer link(int customer) {
    String phoneId = phoneId(customer);
    return new SameCustomer(
        prefix + "-link-" + customer,
        CHANNEL,
        hiddenId(phoneId),
        Issuer.system("fault-run"),
        Instant.now(),
        phoneId);
  }

  static InboundMessage message(String chatId, String id, String text) {
    Instant now = Instant.now();
    return new InboundMessage(
        id,
        CHANNEL,
        chatId,
        chatId,
        "Budi",
        From.CUSTOMER,
        new Content.Text(text),
        null,
        now,
        now,
        false);
  }
}
